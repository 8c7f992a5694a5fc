#!/bin/sh
# inside.sh ROOT LIBRARY: many processes initialise the library in ROOT/driver-root at once, then one more.
# Then it says what is seen. ROOT is empty in a container.
set -u

root=$1
folder=$1/tmp
library=$1/driver-root/lib64/$2
processes=
for _ in 1 2 3 4 5 6 7 8; do
  "$folder/initialise" "$library" true &
  processes="$processes $!"
done
for process in $processes; do
  wait "$process" || echo "a process was not initialised"
done
"$folder/initialise" "$library" true
echo >"$folder/made"
read -r _ <"$folder/looked"

echo "mounts:"
grep ' nvidia-mock ' /proc/self/mountinfo | cut -d ' ' -f 5
echo "version:"
cat /proc/driver/nvidia/version 2>/dev/null
echo "numbers:"
cat /proc/devices

# GPU instances are made and destroyed by a program that ends; the next one finds their files.
smi() {
  LD_LIBRARY_PATH=$root/driver-root/lib64 "$root/driver-root/bin/nvidia-smi" "$@" >/dev/null 2>&1
}
accesses() {
  echo "$1:"
  find /proc/driver/nvidia/capabilities -type f 2>/dev/null | sort | while read -r file; do
    echo "${file#/proc/driver/nvidia/capabilities/} $(tr '\n' ' ' <"$file")"
  done
}
accesses "no instances"
if smi -i 1 -mig 1; then
  smi mig -i 1 -cgi 9,19 -C
  accesses "instances"
  smi mig -i 1 -gi 1 -dci
  smi mig -i 1 -dci
  smi mig -i 1 -dgi
  accesses "none left"
fi
echo "pci:"
for device in /sys/bus/pci/devices/*; do
  if [ -e "$device/vendor" ]; then
    echo "${device##*/} $(readlink "$device") $(cat "$device/vendor")"
  fi
done
echo "devices:"
ls /sys/devices
