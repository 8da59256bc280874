#!/usr/bin/env bash
# Answers of Prometheus: one sample for each step, the same whatever the answer's edges.
# shellcheck source=tests/support/check.sh
. "$(dirname "$0")/../support/check.sh"

cd "$work" || exit 1
db=history.db
import() { "$APLOMB" -d "$db" import prometheus --service web --slo up "$@"; }
jsonl() { "$APLOMB" -d "$db" events -f jsonl 2> /dev/null; }
samples() { # "at good total seconds", one a line
	jsonl | sed -E 's/.*"at": "([^"]*)", "good": ([^,]*), "total": ([^,}]*)(, "seconds": ([0-9]*))?.*/\1 \2 \3 \5/'
}
answer() { # TYPE SERIES...: a whole answer
	local type=$1 IFS=,
	shift
	echo "{\"status\":\"success\",\"data\":{\"resultType\":\"$type\",\"result\":[$*]}}"
}
up() { # INSTANCE POINTS: a series
	echo "{\"metric\":{\"__name__\":\"up\",\"instance\":\"$1\"},\"values\":[$2]}"
}
counts() { # LABEL POINTS: good or total requests
	echo "{\"metric\":{\"what\":\"$1\"},\"values\":[$2]}"
}
makes() { # FILE SAMPLES: a new history of the file holds these
	rm -f "$db"*
	gives 0 import "$1" || return 1
	is "$(samples)" "$2"
}

# -- written forms ------------------------------------------------------------------------------

a=$(up a '[1800,"1"],[1860,"0"],[1920,"1"]')
b=$(up b '[1800,"1"],[1860,"1"],[1980,"0.5"]')
both='1970-01-01T00:30:00Z 2 2 60
1970-01-01T00:31:00Z 1 2 60
1970-01-01T00:32:00Z 1 1 60
1970-01-01T00:33:00Z 0.5 1 60'
answer matrix "$a" "$b" > whole.json
ok "an answer of query_range" makes whole.json "$both"
ok "its source" is "$(jsonl | grep -c '"service": "web", "slo": "up".*"source": "prometheus"')" 4
ok "twice" gives 0 import whole.json
ok "is once" says "4 already known"
echo "{\"resultType\":\"matrix\",\"result\":[$a,$b]}" > data.json
ok "its data alone" makes data.json "$both"
echo "[$a,$b]" > bare.json
ok "a list of series" makes bare.json "$both"
ok "of which none is passed over" is "$(grep -c record err)" 0
printf '%s\n%s\n' "$b" "$a" > lines.json
ok "a series on each line, in another order" makes lines.json "$both"
ok "of a file twice" gives 0 import lines.json lines.json
ok "as well" says "4 already known"
ok "on stdin" is "$(rm -f "$db"*; import - < whole.json 2>&1)" "4 added"

# -- what each answer says of the time ----------------------------------------------------------

answer matrix "$(up a '[1800,"1"],[1860,"0"]')" "$(up b '[1800,"1"],[1860,"1"]')" > today.json
ok "today's answer" makes today.json "${both%$'\n'*$'\n'*}"
ok "tomorrow's" gives 0 import whole.json
ok "completes it" is "$(samples)" "$both"
ok "without contradiction" says "2 added, 2 already known"
rm -f "$db"*
import whole.json today.json 2> err
ok "and together they say the same" is "$(samples)" "$both"
answer matrix "$(up a '[1807,"1"],[1867,"0"]')" > later.json
ok "a query seven seconds later" makes later.json $'1970-01-01T00:30:00Z 1 1 60\n1970-01-01T00:31:00Z 0 1 60'
answer matrix "$(up a '[1800,"1"],[1860,"1"],[1870,"0"],[1920,"1"],[1980,"1"]')" > restart.json
ok "a scrape between, as of a restart" makes restart.json '1970-01-01T00:30:00Z 1 1 60
1970-01-01T00:31:00Z 1 2 60
1970-01-01T00:32:00Z 1 1 60
1970-01-01T00:33:00Z 1 1 60'

# Scraped at 5 and 15 s after each 20, and one at 10 s past each minute.
scraped() { # FROM TO: in steps of 20 s; what is there then
	local x='' y='' z='' step
	for ((step = $1; step < $2; step++)); do
		x+=",[$((step * 20 + 5)).4,\"1\"]" y+=",[$((step * 20 + 15)).804,\"0\"]"
		[ $((step % 3)) = 0 ] && z+=",[$((step * 20 + 10)),\"1\"]"
	done
	echo "[$(up x "${x#,}"),$(up y "${y#,}"),$(up z "${z#,}")]"
}
scraped 90 96 > scraped.json
ok "what was scraped, each at its time" makes scraped.json '1970-01-01T00:30:00Z 2 3 20
1970-01-01T00:30:20Z 1 2 20
1970-01-01T00:30:40Z 1 2 20
1970-01-01T00:31:00Z 2 3 20
1970-01-01T00:31:20Z 1 2 20
1970-01-01T00:31:40Z 1 2 20'
whole=$(samples)
sed 's/,\[1915.804,"0"\]//' scraped.json > cut.json
ok "an answer that ends between the points of a step" makes cut.json "${whole%$'\n'*}"
ok "leaves it" says "1 record: the edge of an answer, where a series has no point yet"
ok "to the next" gives 0 import scraped.json
ok "which has it" is "$(samples)" "$whole"
ok "and agrees" says "1 added, 5 already known"
sed 's/\[1805.4,"1"\],//' scraped.json > begun.json
ok "so at its beginning" makes begun.json "${whole#*$'\n'}"
rm -f "$db"*
scraped 96 99 > next.json
import cut.json begun.json next.json 2> err
ok "what two answers have together is whole" is "$(samples | head -6)" "$whole"

# -- counts of good and total -------------------------------------------------------------------

good=$(counts good '[1800,"90"],[1860,"99.5"],[1920,"7"]')
total=$(counts total '[1800,"100"],[1860,"99.5"],[1980,"8"]')
answer matrix "$good" "$total" > pair.json
ok "good and total" makes pair.json $'1970-01-01T00:30:00Z 90 100 60\n1970-01-01T00:31:00Z 99.5 99.5 60'
ok "one without the other" says "1 record: a count of good without its total"
ok "or the other way" says "1 record: a total without its count of good"
answer matrix "${good//what/__name__}" "${total//what/__name__}" | sed 's/:"good"/:"slo:requests:good"/; s/:"total"/:"slo_requests_total"/' > named.json
ok "told by their names" makes named.json $'1970-01-01T00:30:00Z 90 100 60\n1970-01-01T00:31:00Z 99.5 99.5 60'
answer matrix "$good" "$total" "$(up c '[1800,"1"],[1860,"1"]')" > mixed.json
ok "a series beside them" makes mixed.json $'1970-01-01T00:30:00Z 90 100 60\n1970-01-01T00:31:00Z 99.5 99.5 60'
ok "is no third" says "1 record: a series that is neither good nor total, beside series that are"
answer matrix "$(counts good '[1800,"9"],[1860,"1"],[1920,"-1"]')" \
	"$(counts total '[1800,"8"],[1860,"NaN"],[1920,"5"]')" > odd.json
ok "counts that cannot be" makes odd.json ""
ok "more good than all" says "1 record: a count of good above its total"
ok "no number" says "1 record: a count that is not a number"
ok "below 0" says "1 record: a count below 0"

# -- values -------------------------------------------------------------------------------------

answer matrix "$(up a '[1800,"NaN"],[1860,"+Inf"],[1920,"1"],[1980,"NaN"],[2040,"1e+00"]')" > nan.json
ok "values that are no numbers" makes nan.json $'1970-01-01T00:32:00Z 1 1 60\n1970-01-01T00:34:00Z 1 1 60'
ok "are counted" says "2 records: the value NaN, which says neither that it was good nor"
ok "each by its kind" says "1 record: the value +Inf, which"
answer matrix "$(up a '[1800,"1"],[1860,"3412"]')" > counter.json
ok "a counter" makes counter.json ""
ok "is no share of good" says "1 record: a series with values beyond 0 and 1"
answer matrix "$(up a '1,[1800,"1"],"x",[1860,"1"]')" > points.json
ok "what is no point" makes points.json $'1970-01-01T00:30:00Z 1 1 60\n1970-01-01T00:31:00Z 1 1 60'
answer matrix "$(up a '[1800,"1"]')" > one.json
ok "a range of one point" makes one.json ""
ok "does not say its step" says "1 record: a range of one point"
answer matrix "$(up a '')" '{"metric":{},"histograms":[[1800,{"count":"3"}]]}' > none.json
ok "no points" makes none.json ""
ok "are said" says "1 record: a series without a point"
ok "and histograms" says "1 record: a series of histograms"
answer matrix > empty.json
ok "no series" makes empty.json ""
ok "is said" says "1 record: an answer without a series"
echo '{"status":"error","errorType":"timeout","error":"query timed out"}' > failed.json
ok "a query that failed" makes failed.json ""
ok "says why" says "1 record: the query failed: timeout"

# -- instant answers ----------------------------------------------------------------------------

answer vector '{"metric":{"instance":"a"},"value":[90000.5,"1"]}' '{"metric":{"instance":"b"},"value":[90000.5,"0"]}' > vector.json
ok "an answer of query is of its day" makes vector.json "1970-01-02T00:00:00Z 1 2 "
answer vector '{"metric":{"instance":"a"},"value":[99000,"0"]}' > again.json
ok "another of the day" gives 0 import again.json vector.json
ok "is not counted" says "1 record: another instant answer of the same day"
ok "nor does it contradict" is "$(samples)" "1970-01-02T00:00:00Z 1 2 "
echo '{"status":"success","data":{"resultType":"scalar","result":[90000,"1"]}}' > scalar.json
ok "a scalar" makes scalar.json "1970-01-02T00:00:00Z 1 1 "
echo '{"status":"success","data":{"resultType":"string","result":[90000,"up"]}}' > text.json
ok "a text" makes text.json ""
ok "is said" says "1 record: a text, not a number"

# -- what is needed, what it is not -------------------------------------------------------------

ok "without --slo" gives 2 "$APLOMB" -d "$db" import prometheus --service web whole.json
ok "is said" says "prometheus needs '--slo'"
ok "without --service" gives 2 "$APLOMB" -d "$db" import prometheus --slo up whole.json
echo '{"values": [1], "metric": 3}' > other.json
ok "another document" gives 4 import other.json
ok "is refused" says "other.json: this does not look like Prometheus answers"
ok "auto" gives 0 "$APLOMB" -d "$db" import auto --service web --slo up whole.json bare.json vector.json
ok "finds it" is "$(grep -c 'json: prometheus' err)" 3

finish
