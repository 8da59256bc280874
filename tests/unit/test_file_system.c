/* Which file systems are of a network: known by their numbers, or by their names among mounts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/store.h"

#define FUSE 0x65735546

static const char mounts[] =
	"22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n"
	"61 22 0:53 / /mnt/a\\040-\\040fuse.rclone rw - fuse.sshfs host:/home rw,user_id=0\n"
	"62 22 0:54 / /mnt/disk rw - fuseblk /dev/sdb1 rw\n"
	"broken\n"
	"63 22 0:55 / /mnt/b rw - fuse.sshfsx host: rw\n"
	"64 22 0:56 / /mnt/c rw master:1 - fuse.rclone remote: rw";

static void test_by_number(void **state)
{
	(void)state;
	assert_string_equal(network_file_system(0x6969, "", 0, 0), "NFS");
	assert_string_equal(network_file_system(0xff534d42, "", 0, 0), "SMB (CIFS)");
	assert_string_equal(network_file_system(0xfe534d42, mounts, 0, 0), "SMB");
	assert_string_equal(network_file_system(0x01021997, "", 0, 0), "9P");
	assert_string_equal(network_file_system(0x00c36400, "", 0, 0), "Ceph");
	assert_null(network_file_system(0xef53, mounts, 0, 53));     /* ext4 */
	assert_null(network_file_system(0x9123683e, mounts, 0, 53)); /* btrfs */
	assert_null(network_file_system(0x01021994, "", 0, 0));	     /* tmpfs */
	assert_null(network_file_system(0x794c7630, "", 0, 0));	     /* overlay */
}

/* FUSE says only that it is FUSE: a local disk as well as another machine's. */
static void test_by_name(void **state)
{
	(void)state;
	assert_string_equal(network_file_system(FUSE, mounts, 0, 53), "SSHFS");
	assert_string_equal(network_file_system(FUSE, mounts, 0, 56), "rclone");
	assert_null(network_file_system(FUSE, mounts, 0, 54));
	assert_null(network_file_system(FUSE, mounts, 0, 55));
	assert_null(network_file_system(FUSE, mounts, 254, 53));
	assert_null(network_file_system(FUSE, "", 0, 53));
}

static void test_of_a_path(void **state)
{
	(void)state;
	assert_null(store_network_file_system("/proc/self/status"));
	assert_null(store_network_file_system("/nowhere/at/all"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_number),
		cmocka_unit_test(test_by_name),
		cmocka_unit_test(test_of_a_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
