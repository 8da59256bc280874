# aplomb: one non-recursive Makefile.
#
#   make run       set up, build, open the demo organisation
#   make test      set up, build, run all the tests
#   make           build build/release/aplomb
#   make install   install the binary, the man pages and the completions (PREFIX, DESTDIR)
#   make deb       build a Debian package, build/deb/aplomb_*.deb
#   make dist      pack the source, build/aplomb-*.tar.gz
#   make help      all targets
#
# VARIANT chooses compiler and flags: release (default), clang, san (ASan and UBSan), coverage.

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share
ZSHDIR ?= $(DATADIR)/zsh/site-functions
INSTALL ?= install
VARIANT ?= release
WERROR ?=
JOBS ?= $(shell nproc)

B := build/$(VARIANT)

# What is packed bears the day of its release, not that on which it was packed.
VERSION := $(shell sed -n 's/.*APLOMB_VERSION "\(.*\)"/\1/p' src/invocation/version.h)
SOURCE_DATE_EPOCH ?= $(shell date -u +%s \
	-d "$$(sed -n 's/^.. \[$(VERSION)\] - //p' CHANGELOG.md)")

# -- compilers and flags ------------------------------------------------------------------

ifeq ($(VARIANT),clang)
  CC := clang
else ifeq ($(VARIANT),san)
  CC := clang
else ifeq ($(VARIANT),fuzz)
  CC := clang
else ifeq ($(origin CC),default)
  CC := gcc
endif
CFLAGS ?= -O2 -g

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wundef -Wvla \
	-Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wwrite-strings -Wformat=2 \
	-Wswitch-enum -Wnull-dereference
is_clang := $(findstring clang,$(shell $(CC) --version 2>/dev/null))
ifeq ($(is_clang),)
  WARNINGS += -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wbidi-chars=any
endif
HARDENING := -fno-strict-aliasing -fPIE '-ffile-prefix-map=$(CURDIR)=.'
HARDENING_LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
ifeq ($(VARIANT),san)
  CFLAGS := -O1 -g -fno-omit-frame-pointer
  HARDENING += -fsanitize=address,undefined -fno-sanitize-recover=all
  HARDENING_LINK += -fsanitize=address,undefined
else ifeq ($(VARIANT),fuzz)
  CFLAGS := -O1 -g -fno-omit-frame-pointer
  HARDENING += -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
  HARDENING_LINK += -fsanitize=address,undefined
else
  HARDENING += -fstack-protector-strong -fstack-clash-protection
  # A packager's own choice stands: two of them contradict each other.
  ifeq ($(findstring _FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),)
    HARDENING += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
  endif
  # clang 12 to 15 want a second flag beside it, which others refuse.
  HARDENING += $(shell f=-ftrivial-auto-var-init=zero; \
	$(CC) $$f -E -x c /dev/null > /dev/null 2>&1 && echo $$f)
  ifneq ($(filter x86_64 i%86,$(shell uname -m)),)
    HARDENING += -fcf-protection
  endif
endif
# Where a confined process may still leave what a build of that kind counts, or look.
ifeq ($(VARIANT),san)
  HARDENING += -DCONFINEMENT_READS='"/proc"'
endif
ifeq ($(VARIANT),coverage)
  CFLAGS := -O0 -g --coverage -fprofile-update=atomic -DCONFINEMENT_WRITES='"$(CURDIR)/$(B)"'
  HARDENING := -fno-strict-aliasing -fPIE
  HARDENING_LINK += --coverage -Wl,--wrap=_exit,--wrap=raise
  COUNTS := $(B)/tests/assurance/counts.o
endif

LIBRARIES := sqlite3 yaml-0.1 libRmath
RMATH_LIBRARY ?= $(shell pkg-config --libs libRmath)
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DMATHLIB_STANDALONE -Isrc -I. $(WARNINGS) $(WERROR) \
	$(HARDENING) $(shell pkg-config --cflags $(LIBRARIES)) $(CPPFLAGS) $(CFLAGS)
LINK_LIBRARIES = $(RMATH_LIBRARY) $(shell pkg-config --libs $(filter-out libRmath,$(LIBRARIES)) ncursesw) \
	-lunistring -lm

# V=1 shows each command whole.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' "$(1)" "$@")

# -- what is built ------------------------------------------------------------------------

SOURCES := $(sort $(wildcard src/*.c src/*/*.c ui/*.c ui/*/*.c))
MAIN := src/main.c
OBJECTS := $(patsubst %.c,$(B)/%.o,$(filter-out $(MAIN),$(SOURCES)))
ARCHIVE := $(B)/libaplomb.a
BINARY := $(B)/aplomb
METAINFO := data/desktop/org.aplomb.aplomb.metainfo.xml
DESKTOP := data/desktop/org.aplomb.aplomb.desktop
MAN_PAGES := $(sort $(wildcard man/*.[1-8]))

UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c tests/golden/test_*.c))
UNIT_TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(UNIT_SOURCES))
SUPPORT_SOURCES := $(sort $(wildcard tests/support/*.c))
SUPPORT_OBJECTS := $(patsubst %.c,$(B)/%.o,$(SUPPORT_SOURCES))
FUZZ_TARGETS := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
# Tests on all processors, what each says in one piece; but for those that measure time.
SIDE_BY_SIDE = $(MAKE) --no-print-directory --output-sync=target -j$(JOBS)
MEASURING_TESTS := tests/terminal/idle.sh tests/terminal/timing.sh
SCRIPT_TESTS := $(sort $(wildcard tests/cli/*.sh tests/terminal/*.sh))
ifeq ($(VARIANT),coverage) # what counts is too slow to be measured
  SCRIPT_TESTS := $(filter-out $(MEASURING_TESTS),$(SCRIPT_TESTS))
  MEASURING_TESTS :=
endif
SHELL_SCRIPTS := $(sort $(wildcard .ci/run data/completion/*.bash tests/*/*.sh tests/*.sh) \
	debian/tests/command-line debian/tests/terminal)
C_FILES := $(sort $(SOURCES) $(wildcard src/*/*.h ui/*.h ui/*/*.h) $(wildcard tests/*/*.[ch]) \
	$(wildcard data/demo/*.[ch]))

.DEFAULT_GOAL := build
.PHONY: build programs run test check unit scripts deps install uninstall clean help lint layers format \
	format-check bench bench-growth recorders fuzz fuzz-targets hostile hostile-files oracle \
	torture crash san valgrind analyze clang coverage reproducible sbom cli dist deb readme stranger chroot

build: $(BINARY)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) $(EXTRA_CFLAGS) -MMD -MP -c -o $@ $<

# ncurses' flags define _XOPEN_SOURCE: they are for the terminal's files alone.
$(B)/ui/terminal/%.o: EXTRA_CFLAGS = $(shell pkg-config --cflags ncursesw)

# -- data files inside the binary ---------------------------------------------------------

# $(call embed,object,symbol,file): a file's bytes as `symbol` .. `symbol`_end.
define embed
$(1): data/embedded.S $(3)
	@mkdir -p $$(@D)
	$$(call say,EMBED)
	$$(Q)$$(CC) -c -DSYMBOL=$(2) -DSYMBOL_END=$(2)_end -DFILE_NAME='"$(3)"' -o $$@ data/embedded.S
endef
$(eval $(call embed,$(B)/embedded/schema.o,embedded_schema,data/schema.sql))
$(eval $(call embed,$(B)/embedded/compact.o,embedded_compact,data/compact.sql))
$(eval $(call embed,$(B)/embedded/indexes.o,embedded_indexes,data/indexes.sql))
$(eval $(call embed,$(B)/embedded/causes.o,embedded_causes,data/causes.sql))
$(eval $(call embed,$(B)/embedded/demo_teams.o,embedded_demo_teams,data/demo/teams.yaml))
$(eval $(call embed,$(B)/embedded/maps.o,embedded_maps,$(B)/embedded/maps.sql))
$(eval $(call embed,$(B)/embedded/page_style.o,embedded_page_style,data/page.css))
$(eval $(call embed,$(B)/embedded/questions.o,embedded_questions,data/questions.tsv))
$(eval $(call embed,$(B)/embedded/starter.o,embedded_starter,data/starter.yaml))
$(eval $(call embed,$(B)/embedded/demo_history.o,embedded_demo_history,$(B)/demo/demo.db))
$(eval $(call embed,$(B)/embedded/no_history.o,embedded_demo_history,$(B)/embedded/nothing))
$(B)/embedded/nothing:
	@mkdir -p $(@D)
	@: > $@
$(foreach shell,bash zsh fish,$(eval $(call embed,$(B)/embedded/completion_$(shell).o,embedded_completion_$(shell),data/completion/aplomb.$(shell))))
EMBEDDED_DATA := $(foreach shell,bash zsh fish,$(B)/embedded/completion_$(shell).o) \
	$(B)/embedded/schema.o $(B)/embedded/compact.o $(B)/embedded/indexes.o $(B)/embedded/causes.o \
	$(B)/embedded/demo_teams.o $(B)/embedded/starter.o $(B)/embedded/maps.o $(B)/embedded/page_style.o $(B)/embedded/questions.o

# Every mapping of data/intake, one after the other: each begins with "-- map: NAME".
$(B)/embedded/maps.sql: $(sort $(wildcard data/intake/*.sql)) data/intake
	@mkdir -p $(@D)
	@cat $(filter %.sql,$^) > $@

$(B)/demo/generate: $(patsubst %.c,$(B)/%.o,$(sort $(wildcard data/demo/*.c)))
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(HARDENING) $(CFLAGS) $(LDFLAGS) $(HARDENING_LINK) -o $@ $^

$(B)/demo/events.jsonl: $(B)/demo/generate
	$(call say,MAKE)
	$(Q)$< > $@.part
	@mv $@.part $@

# The demo's history is made by the program itself, built once without it.
$(B)/demo/aplomb: $(B)/src/main.o $(ARCHIVE) $(B)/embedded/no_history.o
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(HARDENING) $(CFLAGS) $(LDFLAGS) $(HARDENING_LINK) -o $@ $^ $(LINK_LIBRARIES)

# Made again when the events or what stores them changed, not at every change of the program.
$(B)/demo/demo.db: $(B)/demo/events.jsonl data/schema.sql data/compact.sql data/indexes.sql data/causes.sql \
		$(filter $(addprefix $(B)/src/,store/% intake/% model/%),$(OBJECTS)) | $(B)/demo/aplomb
	$(call say,MAKE)
	@rm -f $@ $@.part*
	$(Q)$(B)/demo/aplomb -q -d $@.part import events $<
	$(Q)sqlite3 $@.part 'PRAGMA journal_mode = DELETE; VACUUM' > /dev/null
	@mv $@.part $@
	@rm -f $@.part*

# -- the program --------------------------------------------------------------------------

$(ARCHIVE): $(OBJECTS) $(EMBEDDED_DATA) $(COUNTS)
	@rm -f $@
	$(call say,AR)
	$(Q)ar rcs $@ $^

$(BINARY): $(B)/src/main.o $(ARCHIVE) $(B)/embedded/demo_history.o
	$(call say,LD)
	$(Q)$(CC) $(HARDENING) $(CFLAGS) $(LDFLAGS) $(HARDENING_LINK) -o $@ $^ $(LINK_LIBRARIES)

$(B)/tests/%: $(B)/tests/%.o $(SUPPORT_OBJECTS) $(ARCHIVE) $(B)/embedded/no_history.o
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(HARDENING) $(CFLAGS) $(LDFLAGS) $(HARDENING_LINK) -o $@ $^ $(LINK_LIBRARIES) \
		-lcmocka

$(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(ARCHIVE) $(B)/embedded/no_history.o
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(HARDENING) -fsanitize=fuzzer $(CFLAGS) $(LDFLAGS) $(HARDENING_LINK) -o $@ $^ \
		$(LINK_LIBRARIES)

.PRECIOUS: $(B)/%.o

# -- what people type ---------------------------------------------------------------------

# On all processors, unless -j says otherwise.
ALL_PROCESSORS = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

run: deps
	@$(MAKE) --no-print-directory $(ALL_PROCESSORS) build
	$(BINARY) demo

test: deps
	@$(MAKE) --no-print-directory $(ALL_PROCESSORS) programs
	@$(MAKE) --no-print-directory check

# The tests, without the set-up.
check: unit scripts
	@echo "all tests passed ($(VARIANT))"

# The program and the tests' programs, not run.
programs: $(BINARY) $(UNIT_TESTS) $(B)/tests/bench/reference

unit: $(UNIT_TESTS)
	@$(SIDE_BY_SIDE) $(UNIT_TESTS:%=run-%)
$(UNIT_TESTS:%=run-%): run-%: %
	@echo "== $<"; $<

scripts: $(BINARY) $(B)/tests/bench/reference
	@$(SIDE_BY_SIDE) $(filter-out $(MEASURING_TESTS:%=run-%),$(SCRIPT_TESTS:%=run-%))
	@$(MAKE) --no-print-directory -j1 $(MEASURING_TESTS:%=run-%)
# Those of the command line alone: they need no terminal.
cli: $(BINARY) $(B)/tests/bench/reference
	@$(SIDE_BY_SIDE) $(patsubst %,run-%,$(filter tests/cli/%,$(SCRIPT_TESTS)))
$(SCRIPT_TESTS:%=run-%): run-%: %
	@echo "== $<"; APLOMB="$(abspath $(BINARY))" bash $<

deps:
	@sh tests/support/dependencies.sh

install: $(BINARY)
	$(INSTALL) -d "$(DESTDIR)$(BINDIR)" "$(DESTDIR)$(MANDIR)/man1" "$(DESTDIR)$(MANDIR)/man5" \
		"$(DESTDIR)$(MANDIR)/man7"
	$(INSTALL) -m 755 $(BINARY) "$(DESTDIR)$(BINDIR)/aplomb"
	for page in $(MAN_PAGES); do \
		$(INSTALL) -m 644 $$page "$(DESTDIR)$(MANDIR)/man$${page##*.}/"; done
	$(INSTALL) -d "$(DESTDIR)$(DATADIR)/bash-completion/completions" \
		"$(DESTDIR)$(ZSHDIR)" "$(DESTDIR)$(DATADIR)/fish/vendor_completions.d"
	$(INSTALL) -m 644 data/completion/aplomb.bash \
		"$(DESTDIR)$(DATADIR)/bash-completion/completions/aplomb"
	$(INSTALL) -m 644 data/completion/aplomb.zsh \
		"$(DESTDIR)$(ZSHDIR)/_aplomb"
	$(INSTALL) -m 644 data/completion/aplomb.fish \
		"$(DESTDIR)$(DATADIR)/fish/vendor_completions.d/aplomb.fish"
	$(INSTALL) -d "$(DESTDIR)$(DATADIR)/metainfo" "$(DESTDIR)$(DATADIR)/applications"
	$(INSTALL) -m 644 $(METAINFO) "$(DESTDIR)$(DATADIR)/metainfo/"
	$(INSTALL) -m 644 $(DESKTOP) "$(DESTDIR)$(DATADIR)/applications/"

uninstall:
	rm -f "$(DESTDIR)$(BINDIR)/aplomb" \
		"$(DESTDIR)$(DATADIR)/bash-completion/completions/aplomb" \
		"$(DESTDIR)$(ZSHDIR)/_aplomb" \
		"$(DESTDIR)$(DATADIR)/fish/vendor_completions.d/aplomb.fish" \
		"$(DESTDIR)$(DATADIR)/metainfo/$(notdir $(METAINFO))" \
		"$(DESTDIR)$(DATADIR)/applications/$(notdir $(DESKTOP))"
	for page in $(notdir $(MAN_PAGES)); do rm -f "$(DESTDIR)$(MANDIR)/man$${page##*.}/$$page"; done

# -- packages -----------------------------------------------------------------------------

# What git tracks; outside of git, where such a tarball was unpacked, all but what was built.
TARBALL := build/aplomb-$(VERSION).tar.gz
dist:
	@printf '  %-5s %s\n' PACK $(TARBALL)
	@mkdir -p build
	@if [ -e .git ]; then git ls-files -z; \
		else find . -path ./build -prune -o -type f -printf '%P\0'; fi > $(TARBALL).list
	$(Q)LC_ALL=C sort -z $(TARBALL).list | tar --null --no-recursion -T - --format=ustar \
		--transform 's,^,aplomb-$(VERSION)/,' --mtime=@$(SOURCE_DATE_EPOCH) \
		--owner=0 --group=0 --numeric-owner --mode=u+w,go-w,a+rX -cf $(TARBALL).tar
	$(Q)gzip -9n < $(TARBALL).tar > $(TARBALL).part
	@mv $(TARBALL).part $(TARBALL)
	@rm -f $(TARBALL).list $(TARBALL).tar

# Of the tarball, so that nothing is left beside the source. DEB_BUILD_OPTIONS=nocheck is quicker.
deb: dist
	@sh tests/support/dependencies.sh deb
	@rm -rf build/deb
	umask 022 && mkdir -p build/deb && tar -xf $(TARBALL) -C build/deb && \
		cd build/deb/aplomb-$(VERSION) && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u VARIANT \
		dpkg-buildpackage -us -uc

# What the README says is typed as a stranger would: STRANGER_TEST=1 with 'make test' in it.
stranger:
	@bash tests/assurance/stranger.sh

# The same in a Debian that has nothing else, and the package: as root. CHROOT_TEST=0 is quicker.
SUITE ?= bookworm
CHROOT_TEST ?= 1
chroot:
	@sh tests/support/dependencies.sh chroot
	@mkdir -p build
	@DEB_BUILD_OPTIONS=nocheck $(MAKE) --no-print-directory deb > build/deb.log 2>&1 || \
		{ tail -20 build/deb.log; exit 1; }
	@SUITE=$(SUITE) CHROOT_TEST=$(CHROOT_TEST) TARBALL=$(TARBALL) bash tests/assurance/chroot.sh

# The screens of the README and the answers of the tutorial, as the program shows them now.
readme: $(BINARY)
	@for page in readme tutorial; do \
		UPDATE=1 APLOMB="$(abspath $(BINARY))" bash tests/terminal/$$page.sh; done

# -- what CI adds -------------------------------------------------------------------------

lint: layers format-check
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--error-exitcode=1 --suppress=missingIncludeSystem -Isrc -I. \
		-j $(shell nproc) src ui data/demo
	shellcheck -x $(SHELL_SCRIPTS)
	mandoc -T lint -W warning $(MAN_PAGES) > /dev/null
	appstreamcli validate --no-net --pedantic $(METAINFO)
	desktop-file-validate $(DESKTOP)

layers:
	@sh tests/support/layers.sh

format:
	@clang-format -i $(C_FILES)

format-check:
	@clang-format --dry-run --Werror $(C_FILES)

clang san:
	@$(MAKE) --no-print-directory VARIANT=$@ check

# COVERAGE_RUN=unit: of the unit tests alone. Where tests are of several users, each adds to the
# counts: their files are made before. What was reached is told also where a test failed.
COVERAGE_RUN ?= check torture
coverage:
	@find build/coverage -name '*.gcda' -delete 2> /dev/null || true
	@$(MAKE) --no-print-directory VARIANT=coverage programs
	@find build/coverage -name '*.gcda' -delete
	@build/coverage/aplomb --version > /dev/null
	@find build/coverage -name '*.gcda' -exec chmod a+rw {} +
	@GCOV_ERROR_FILE=/dev/null TORTURE_EVERY=$${TORTURE_EVERY:-31} \
		$(MAKE) --no-print-directory -k VARIANT=coverage $(COVERAGE_RUN); tested=$$?; \
		bash tests/assurance/coverage.sh && exit $$tested

# The unit tests, then scripts of the command line: VALGRIND_SCRIPTS, or all but those that say how
# long something may take.
VALGRIND_SCRIPTS ?= $(filter-out tests/cli/hostile.sh tests/cli/recorders.sh, \
	$(sort $(wildcard tests/cli/*.sh)))
valgrind: $(UNIT_TESTS:%=valgrind-%) $(BINARY) $(B)/tests/bench/reference
	@APLOMB="$(abspath $(BINARY))" bash tests/assurance/valgrind.sh $(VALGRIND_SCRIPTS)
$(UNIT_TESTS:%=valgrind-%): valgrind-%: %
	@echo "== $<"; valgrind -q --error-exitcode=1 --leak-check=full --child-silent-after-fork=yes $<

# What compilers find by following each path: minutes, and so not in CI.
ANALYZED ?= $(SOURCES)
analyze:
	@echo $(ANALYZED) | xargs -n1 | xargs -P$(shell nproc) -I{} \
		gcc $(filter-out -g,$(ALL_CFLAGS)) -fanalyzer -Werror -c -o /dev/null {}
	@echo $(ANALYZED) | xargs -n1 | xargs -P$(shell nproc) -I{} \
		clang-tidy --quiet {} -- -std=c17 -D_GNU_SOURCE -DMATHLIB_STANDALONE -Isrc -I. \
		$(shell pkg-config --cflags $(LIBRARIES))

# The same source gives the same bytes, wherever it is built.
reproducible: $(BINARY) dist
	@APLOMB="$(abspath $(BINARY))" TARBALL="$(TARBALL)" CC="$(CC)" \
		bash tests/assurance/reproducible.sh

# What the program consists of: an SPDX document.
sbom: $(B)/aplomb.spdx.json
$(B)/aplomb.spdx.json: $(BINARY) tests/assurance/sbom.py
	$(call say,MAKE)
	$(Q)CC="$(CC)" SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) python3 tests/assurance/sbom.py $< \
		$(LINK_LIBRARIES) > $@.part
	@mv $@.part $@

# Calls that fail in turn; TORTURE_EVERY and the like as tests/torture/torture.py says.
torture: $(BINARY) $(B)/tests/torture/faults
	@APLOMB="$(abspath $(BINARY))" FAULTS="$(abspath $(B)/tests/torture/faults)" \
		PYTHONDONTWRITEBYTECODE=1 python3 tests/torture/torture.py

# Writers killed at random, and power cuts; CYCLES and CUTS say how many of each.
CYCLES ?= 1000
CUTS ?= 1000
crash: $(BINARY) $(B)/tests/torture/faults
	@APLOMB="$(abspath $(BINARY))" FAULTS="$(abspath $(B)/tests/torture/faults)" \
		CYCLES=$(CYCLES) CUTS=$(CUTS) SEED=$(SEED) \
		PYTHONDONTWRITEBYTECODE=1 python3 tests/torture/crash.py

$(B)/tests/torture/faults.o: CFLAGS := -O2 -g
$(B)/tests/torture/faults: $(B)/tests/torture/faults.o | $(B)/tests/torture/preload.so
	$(call say,LD)
	$(Q)$(CC) -pie $(LDFLAGS) -o $@ $^
$(B)/tests/torture/preload.so: tests/torture/preload.c tests/torture/faults.h
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) -std=c17 -D_GNU_SOURCE $(WARNINGS) $(WERROR) -O2 -g -fPIC -shared -o $@ $<

# The reference set is made by a program of its own, with the demo's chance.
$(B)/tests/bench/reference: $(patsubst %.c,$(B)/%.o,$(sort $(wildcard tests/bench/reference*.c))) \
		$(B)/data/demo/chance.o $(B)/embedded/schema.o
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(HARDENING) $(CFLAGS) $(LDFLAGS) $(HARDENING_LINK) -o $@ $^ $(LINK_LIBRARIES)

$(B)/tests/bench/durable_loop: $(B)/tests/bench/durable_loop.o
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(HARDENING) $(CFLAGS) $(LDFLAGS) $(HARDENING_LINK) -o $@ $^ $(LINK_LIBRARIES)

# BENCH chooses parts: see tests/bench/bench.py. The first time makes sets of several GB.
BENCH ?=
bench: $(BINARY) $(B)/tests/bench/reference $(B)/tests/bench/durable_loop
	@APLOMB="$(abspath $(BINARY))" PROGRAMS="$(abspath $(B)/tests/bench)" CC="$(CC)" \
		PYTHONDONTWRITEBYTECODE=1 python3 tests/bench/bench.py $(BENCH)

bench-growth:
	@$(MAKE) --no-print-directory bench BENCH=growth

# Many at once, and one who looks; each of RECORDERS in its WAY: stdin, or process for each event.
RECORDERS ?= 64
EVENTS ?= 100000
WAY ?= stdin
recorders: $(BINARY)
	@APLOMB="$(abspath $(BINARY))" RECORDERS=$(RECORDERS) EVENTS=$(EVENTS) WAY=$(WAY) \
		PYTHONDONTWRITEBYTECODE=1 python3 tests/bench/recorders.py

# The seeds of each target, then FUZZ_SECONDS (5) of mutations of them.
fuzz:
	@$(MAKE) --no-print-directory VARIANT=fuzz fuzz-targets
	@bash tests/fuzz/run.sh

fuzz-targets: $(FUZZ_TARGETS)

# Histories that are altered byte by byte: HOSTILE_CASES (60) of them, HOSTILE_SEED, HOSTILE_SECONDS.
hostile-files: $(BINARY)
	@APLOMB="$(abspath $(BINARY))" PYTHONDONTWRITEBYTECODE=1 python3 tests/hostile/files.py

# Every hostile string by itself, every way out, in each locale. HOSTILE chooses groups or lines
# of tests/hostile/strings.txt.
HOSTILE ?=
hostile: $(BINARY)
	@python3 -B tests/hostile/bad_yaml.py "$(abspath $(BINARY))"
	@python3 -B tests/hostile/hostile.py "$(abspath $(BINARY))" singly $(HOSTILE)

# Every number made again by other means, of ORACLE_CASES made-up histories from ORACLE_SEED on.
ORACLE_CASES ?= 200
ORACLE_SEED ?= 1
oracle: $(BINARY)
	@python3 tests/oracle/histories.py "$(abspath $(BINARY))" $(ORACLE_SEED) \
		$(ORACLE_CASES)

clean:
	rm -rf build

help:
	@sed -n '2,/^$$/s/^# \{0,1\}//p' Makefile
	@echo "Also: test check unit scripts cli deps uninstall lint layers format format-check"
	@echo "      clang san coverage valgrind analyze fuzz hostile hostile-files oracle torture crash"
	@echo "      reproducible sbom bench recorders readme stranger chroot clean"

-include $(shell find $(B) -name '*.d' 2>/dev/null)
