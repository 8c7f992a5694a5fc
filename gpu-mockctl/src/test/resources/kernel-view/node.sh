#!/bin/sh
# Runs in mount and process namespaces of its own, as a node does: node.sh FOLDER LIBRARY [WITH...]. FOLDER
# has the driver root "driver", the program "initialise" and inside.sh; LIBRARY is a name in lib64. Prints
# what a container with the driver root at /driver-root sees, and how the node's mounts change meanwhile.
# WITH is a command to run the container's shell with, or the word "node" for a shell that is no container.
set -eu

folder=$1
library=$2
shift 2

# Without the numbers of mounts, which say nothing.
mounts() {
  cut -d ' ' -f 3- /proc/self/mountinfo
}

# As systemd leaves it: a mount shows up wherever the tree that it is made in is mounted.
mount --make-rshared /
root=$folder/container
mkdir "$root"
mount -t tmpfs container "$root"
mkdir "$root/proc" "$root/sys" "$root/driver-root" "$root/tmp" "$root/dev"
for name in bin sbin lib lib64 usr; do
  if [ -L "/$name" ]; then
    cp -P "/$name" "$root/$name"
  elif [ -d "/$name" ]; then
    mkdir "$root/$name"
    mount --bind "/$name" "$root/$name"
  fi
done
cp "$folder/initialise" "$folder/inside.sh" "$root/tmp"
touch "$root/dev/null"
mount --bind /dev/null "$root/dev/null"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --bind "$folder/driver" "$root/driver-root"
mkfifo "$root/tmp/made" "$root/tmp/looked"

# Holds both ends, so that a container that fails leaves nobody waiting.
exec 3<>"$root/tmp/made" 4<>"$root/tmp/looked"
mounts >"$folder/before"
if [ "${1:-}" = node ]; then
  sh "$root/tmp/inside.sh" "$root" "$library" &
else
  unshare --mount --propagation unchanged chroot "$root" "$@" /bin/sh /tmp/inside.sh "" "$library" &
fi
container=$!
read -r _ <&3
mounts >"$folder/during"
echo >&4
wait "$container"
mounts >"$folder/after"
diff "$folder/before" "$folder/during"
diff "$folder/before" "$folder/after"
echo "the node's mounts are as they were"
