/*
 * Whether a history lies on a network file system.
 *
 * Rule: only what is known to be one is told; a wrong word about a local disk would cost trust.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "base/buffer.h"
#include "store/store.h"

/* Magic numbers as in linux/magic.h, and as the systems outside of it say themselves. */
static const struct {
	unsigned long magic;
	const char *name;
} magics[] = {
	{0x6969, "NFS"},	{0xff534d42, "SMB (CIFS)"}, {0xfe534d42, "SMB"},
	{0x517b, "SMB"},	{0x01021997, "9P"},	    {0x5346414f, "AFS"},
	{0x6b414653, "AFS"},	{0x00c36400, "Ceph"},	    {0x73757245, "Coda"},
	{0x0bd00bd0, "Lustre"}, {0x19830326, "BeeGFS"},
};

#define MAGIC_FUSE 0x65735546UL

static const struct {
	const char *type;
	const char *name;
} fuse_types[] = {
	{"fuse.sshfs", "SSHFS"},
	{"fuse.rclone", "rclone"},
	{"fuse.s3fs", "S3"},
	{"fuse.gcsfuse", "gcsfuse"},
	{"fuse.glusterfs", "Gluster"},
	{"fuse.davfs", "WebDAV"},
	{"fuse.mount.davfs", "WebDAV"},
	{"fuse.gvfsd-fuse", "GVfs"},
	{"fuse.ceph-fuse", "Ceph"},
	{"fuse.curlftpfs", "FTP"},
	{"fuse.juicefs", "JuiceFS"},
	{"fuse.smbnetfs", "SMB"},
};

/* "... 36 98:0 / /mnt rw - fuse.sshfs host: rw": the type of the device's first mount. */
static const char *fuse_name(const char *mounts, unsigned device_major, unsigned device_minor)
{
	for (; *mounts; mounts += strcspn(mounts, "\n"), mounts += *mounts == '\n') {
		const char *end = mounts + strcspn(mounts, "\n");
		const char *type = strstr(mounts, " - ");
		unsigned in_major, in_minor;

		if (sscanf(mounts, "%*u %*u %u:%u ", &in_major, &in_minor) != 2 ||
		    in_major != device_major || in_minor != device_minor || !type ||
		    type >= end)
			continue;
		type += 3;
		for (size_t i = 0; i < sizeof(fuse_types) / sizeof(fuse_types[0]); i++) {
			size_t length = strlen(fuse_types[i].type);

			if (strncmp(type, fuse_types[i].type, length) == 0 &&
			    type[length] == ' ')
				return fuse_types[i].name;
		}
		return NULL;
	}
	return NULL;
}

const char *network_file_system(unsigned long magic, const char *mounts, unsigned device_major,
				unsigned device_minor)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (magics[i].magic == magic)
			return magics[i].name;
	return magic == MAGIC_FUSE ? fuse_name(mounts, device_major, device_minor) : NULL;
}

static void read_mounts(struct buffer *mounts)
{
	FILE *file = fopen("/proc/self/mountinfo", "re");
	char piece[4096];
	size_t count;

	if (!file)
		return;
	while ((count = fread(piece, 1, sizeof(piece), file)) > 0)
		buffer_add(mounts, piece, count);
	fclose(file);
}

const char *store_network_file_system(const char *path)
{
	struct buffer mounts;
	struct statfs system;
	struct stat status;
	unsigned long magic;
	const char *name;

	if (statfs(path, &system) != 0 || stat(path, &status) != 0)
		return NULL;
	magic = (unsigned long)system.f_type & 0xffffffff; /* signed on some machines */
	buffer_init(&mounts);
	if (magic == MAGIC_FUSE)
		read_mounts(&mounts);
	name = network_file_system(magic, mounts.bytes, major(status.st_dev),
				   minor(status.st_dev));
	buffer_release(&mounts);
	return name;
}
