#!/bin/bash
# NVIDIA's DRA driver and device plug-in, unmodified, on the nodes that the agent made GPU nodes:
# consumers.sh STEP. The Makefile beside it lists the steps and exports the settings. Runs in the bash
# 3.2 of macOS too.
set -euo pipefail
cd "$(dirname "$0")"

# shellcheck source=common.sh
. ./common.sh

driver_root=/var/lib/nvidia-mock/driver
# What the charts look for on a node: node feature discovery puts it there where it runs.
label=nvidia.com/gpu.present
# Where the DRA driver's own tests install it.
bats_namespace=dra-driver-nvidia-gpu
# On a label that is ours, so that clean takes away no label that was there before.
mark=gpu-mock.dev/labelled
failed=0
# Where their plug-ins log: label and container.
dra_log=(app.kubernetes.io/instance=dra-driver gpus)
device_plugin_log=(app.kubernetes.io/instance=device-plugin nvidia-device-plugin-ctr)

helm_in_cluster() {
  local words
  read -ra words <<<"$HELM"
  command -v "${words[0]}" >/dev/null || die "${words[0]} is not installed"
  if [[ $PROVIDER == kind ]]; then words+=(--kube-context "kind-$CLUSTER"); fi
  "${words[@]}" --namespace "$CONSUMERS" "$@"
}

load_archives() {
  local archive
  for archive in $1; do load_archive "$archive"; done
}

# "NODE POD" of each agent.
agents() {
  mock get pods -l app=nvidia-cdi-mock --field-selector status.phase=Running \
    -o jsonpath='{range .items[*]}{.spec.nodeName}{" "}{.metadata.name}{"\n"}{end}'
}

label_nodes() {
  local node pod
  while read -r node pod; do
    [[ -z $(cluster get node "$node" -o "jsonpath={.metadata.labels.${label//./\\.}}") ]] || continue
    cluster label node "$node" "$label=true" "$mark=true"
  done < <(agents)
}

unlabel_nodes() {
  cluster label nodes -l "$mark=true" "$label-" "$mark-"
}

# "NODE UUID" of each GPU, as the driver on its node says.
gpus() {
  local node pod
  while read -r node pod; do
    mock exec "$pod" -c agent -- "$driver_root/bin/nvidia-smi" -L </dev/null |
      sed -n "s/.*(UUID: \(GPU-[^)]*\)).*/$node \1/p"
  done < <(agents) | sort
}

# --- the table of checks ---------------------------------------------------------------------------

# check WHAT FUNCTION...: the function prints what it saw, and fails if that is wrong. The other checks go on.
check() {
  local what=$1 seen sign=✓
  shift
  seen=$("$@" 2>&1) || { sign=✗ failed=$((failed + 1)); }
  printf '  %s %-46s %s\n' "$sign" "$what" "$(head -n 1 <<<"$seen")"
  tail -n +2 <<<"$seen" | sed 's/^/      /'
}

passed() {
  if [[ $failed != 0 ]]; then
    die "$failed checks of the $1 smoke test failed: see the table above; make diag collects what helps"
  fi
  echo
  echo "✓ $1 smoke test PASSED"
}

# Both lists, or how they differ.
same_lines() {
  if [[ -z $1 || $1 != "$2" ]]; then
    printf 'not the same\n%s\n' "$(diff <(echo "$1") <(echo "$2"))"
    return 1
  fi
  echo "$(wc -l <<<"$1" | tr -d ' ') $3"
}

# What a driver's plug-in says of its own accord when something is not as on a real node: lines of klog, and
# of logrus, which the CDI part of the device plug-in logs with. A log that is empty or cannot be read says
# nothing of that. What a node without a display and without NVIDIA's toolkit has not either is in a list.
no_complaints() {
  local selector=$1 container=$2 log lines
  log=$(cluster logs --namespace "$CONSUMERS" -l "$selector" -c "$container" --tail=-1) || {
    echo "the log of $container cannot be read"
    return 1
  }
  if [[ -z $log ]]; then
    echo "$container has logged nothing"
    return 1
  fi
  if lines=$(grep -E '^[WEF][0-9]{4} | level=(warning|error|fatal) ' <<<"$log" | grep -vEf <(grep -v '^#' known-warnings.txt)); then
    echo "$(wc -l <<<"$lines" | tr -d ' ') lines"
    echo "$lines"
    return 1
  fi
  echo "none"
}

# A pod of namespace gpu-mock, until it runs.
start_pod() {
  local name=$1 manifest=$2
  mock delete --ignore-not-found --wait -f "$manifest" >/dev/null
  with_settings "$manifest" | mock apply -f - >/dev/null
  mock wait --for=condition=Ready --timeout="${WAIT}s" "pod/$name" >/dev/null && return
  mock describe pod "$name" >&2
  die "pod $name does not run: it is described above"
}

# --- the DRA driver --------------------------------------------------------------------------------

apply_dra() {
  local words=() image=() before
  if [[ -n $DRA_IMAGE ]]; then image=(--set "image.repository=${DRA_IMAGE%:*}" --set "image.tag=${DRA_IMAGE##*:}"); fi
  if [[ -n $DRA_VERSION ]]; then image+=(--version "$DRA_VERSION"); fi
  read -ra words <<<"$DRA_VALUES"
  label_nodes
  before=$(definitions)
  # Compute domains need an IMEX daemon that talks to others of its kind, which nothing here is.
  helm_in_cluster upgrade --install --create-namespace dra-driver "$DRA_CHART" \
    --set nvidiaDriverRoot="$driver_root" --set gpuResourcesEnabledOverride=true \
    --set resources.computeDomains.enabled=false "${image[@]}" ${words[@]+"${words[@]}"}
  mark_definitions "$before"
}

wait_dra() {
  cluster rollout status --namespace "$CONSUMERS" --timeout="${WAIT}s" \
    "$(cluster get daemonset --namespace "$CONSUMERS" -l app.kubernetes.io/instance=dra-driver -o name)"
  local left wanted seen
  wanted=$(gpus)
  [[ -n $wanted ]] || die "no agent tells of a GPU: see make status and make logs-cdi"
  for ((left = 60; left > 0; left--)); do
    seen=$(slice_devices | cut -d ' ' -f 1,3 | sort)
    if [[ $seen == "$wanted" ]]; then
      echo "$(wc -l <<<"$seen" | tr -d ' ') GPUs are in ResourceSlices"
      return
    fi
    sleep 1
  done
  printf '%s\n' "$(diff <(echo "$wanted") <(echo "$seen"))" >&2
  die "the DRA driver has not published the nodes' GPUs after 60 s: the difference is above, < wanted, > published"
}

# "NODE DEVICE UUID ATTRIBUTE..." of each device in a ResourceSlice.
slice_devices() {
  # shellcheck disable=SC2016 # a template's variables
  cluster get resourceslices -o go-template='{{range .items}}{{if eq .spec.driver "gpu.nvidia.com"}}{{$node := .spec.nodeName}}{{range .spec.devices}}{{$node}} {{.name}} {{.attributes.uuid.string}}{{range $name, $value := .attributes}} {{$name}}{{end}}{{"\n"}}{{end}}{{end}}{{end}}'
}

dra_uuids() {
  same_lines "$(gpus)" "$(slice_devices | cut -d ' ' -f 1,3 | sort)" "GPUs"
}

dra_attributes() {
  local device name missing=()
  device=$(slice_devices)
  for name in architecture brand cudaComputeCapability cudaDriverVersion driverVersion productName type uuid \
    resource.kubernetes.io/pciBusID resource.kubernetes.io/pcieRoot; do
    if grep -qv " $name\( \|\$\)" <<<"$device"; then missing+=("$name"); fi
  done
  if [[ ${#missing[@]} != 0 ]]; then
    echo "missing: ${missing[*]}"
    return 1
  fi
  head -n 1 <<<"$device" | cut -d ' ' -f 4-
}

# The UUID that the API says the pod's claim has.
claim_uuid() {
  local claim device node
  claim=$(mock get pod dra-smoke -o jsonpath='{.status.resourceClaimStatuses[0].resourceClaimName}')
  read -r node device < <(mock get resourceclaim "$claim" \
    -o jsonpath='{.status.allocation.devices.results[0].pool}{" "}{.status.allocation.devices.results[0].device}{"\n"}')
  slice_devices | awk -v node="$node" -v device="$device" '$1 == node && $2 == device { print $3 }'
}

pod_uuids() {
  mock exec "$1" -- nvidia-smi -L | sed -n 's/.*(UUID: \(GPU-[^)]*\)).*/\1/p'
}

dra_pod() {
  local wanted
  wanted=$(claim_uuid)
  same_lines "$wanted" "$(pod_uuids dra-smoke)" "GPU, $wanted"
}

# A claim that nobody uses any more leaves nothing prepared.
dra_release() {
  local left claims
  mock delete --wait -f 50-dra-smoke.yaml >/dev/null || return 1
  for ((left = 30; left > 0; left--)); do
    claims=$(mock get resourceclaims -o name) || return 1
    if [[ -z $claims ]]; then
      echo "the claim is gone"
      return
    fi
    sleep 1
  done
  mock get resourceclaims
  return 1
}

check_dra() {
  start_pod dra-smoke 50-dra-smoke.yaml
  echo
  echo "=== DRA driver ${DRA_VERSION:-of ${DRA_CHART##*/}}, machine ${MACHINES:-$MACHINE} ==="
  check "ResourceSlices have the GPUs of their nodes" dra_uuids
  check "each GPU has every attribute" dra_attributes
  check "a pod sees the GPU of its claim, and no other" dra_pod
  check "the claim is released" dra_release
  check "warnings and errors in the plug-in's log" no_complaints "${dra_log[@]}"
  passed DRA
}

# --- the device plug-in ----------------------------------------------------------------------------

apply_device_plugin() {
  local words=() chart=("$DEVICE_PLUGIN_CHART")
  if [[ -n $DEVICE_PLUGIN_REPO ]]; then chart+=(--repo "$DEVICE_PLUGIN_REPO"); fi
  if [[ -n $DEVICE_PLUGIN_VERSION ]]; then chart+=(--version "$DEVICE_PLUGIN_VERSION"); fi
  if [[ -n $DEVICE_PLUGIN_IMAGE ]]; then
    chart+=(--set "image.repository=${DEVICE_PLUGIN_IMAGE%:*}" --set "image.tag=${DEVICE_PLUGIN_IMAGE##*:}")
  fi
  read -ra words <<<"$DEVICE_PLUGIN_VALUES"
  label_nodes
  helm_in_cluster upgrade --install --create-namespace device-plugin "${chart[@]}" \
    --set nvidiaDriverRoot="$driver_root" --set cdi.nvidiaHookPath="$driver_root/bin/nvidia-cdi-hook" \
    --set deviceListStrategy="$1" ${words[@]+"${words[@]}"} >/dev/null
  cluster rollout status --namespace "$CONSUMERS" --timeout="${WAIT}s" \
    "$(cluster get daemonset --namespace "$CONSUMERS" -l app.kubernetes.io/instance=device-plugin -o name | head -n 1)" >/dev/null
}

# "NODE COUNT" of what the kubelets offer.
allocatable() {
  cluster get nodes -l "$label=true" \
    -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.status.allocatable.nvidia\.com/gpu}{"\n"}{end}' | sort
}

device_plugin_count() {
  local left wanted
  wanted=$(gpus | awk '{ count[$1]++ } END { for (node in count) print node, count[node] }' | sort)
  for ((left = 60; left > 0; left--)); do
    [[ $(allocatable) != "$wanted" ]] || break
    sleep 1
  done
  same_lines "$wanted" "$(allocatable)" "nodes"
}

# With a CDI strategy the runtime brings the GPU in; with envvar only NVIDIA's own runtime would, so that
# the pod is told its GPU and no more.
device_plugin_pod() {
  local strategy=$1 seen uuid
  if [[ $strategy == envvar ]]; then
    seen=$(mock exec device-plugin-smoke -- printenv NVIDIA_VISIBLE_DEVICES)
  else
    seen=$(pod_uuids device-plugin-smoke)
  fi
  uuid=$(gpus | awk -v uuid="$seen" '$2 == uuid { print $2 }')
  same_lines "$uuid" "$seen" "GPU, $uuid"
}

# As the scenarios want it: with the last of the strategies.
last_strategy() {
  local strategies
  read -ra strategies <<<"$DEVICE_PLUGIN_STRATEGIES"
  [[ ${#strategies[@]} != 0 ]] || die "DEVICE_PLUGIN_STRATEGIES is empty: it is some of envvar, cdi-annotations and cdi-cri"
  echo "${strategies[${#strategies[@]} - 1]}"
}

wait_device_plugin() {
  local seen
  seen=$(device_plugin_count) || die "the kubelets do not offer the nodes' GPUs after 60 s: $seen"
  echo "the GPUs of $seen are offered"
}

check_device_plugin() {
  local strategy
  last_strategy >/dev/null
  echo
  echo "=== device plug-in ${DEVICE_PLUGIN_VERSION:-of ${DEVICE_PLUGIN_CHART##*/}}, machine ${MACHINES:-$MACHINE} ==="
  for strategy in $DEVICE_PLUGIN_STRATEGIES; do
    apply_device_plugin "$strategy"
    check "$strategy: the nodes offer their GPUs" device_plugin_count
    start_pod device-plugin-smoke 60-device-plugin-smoke.yaml
    check "$strategy: a pod gets one GPU" device_plugin_pod "$strategy"
    check "$strategy: warnings and errors in the log" no_complaints "${device_plugin_log[@]}"
    mock delete --wait -f 60-device-plugin-smoke.yaml >/dev/null
  done
  passed "device plugin"
}

# --- both ------------------------------------------------------------------------------------------

# After scenarios: those of them that are installed.
check_logs() {
  local release releases
  releases=$(helm_in_cluster list --short)
  echo
  for release in $releases; do
    case $release in
      dra-driver) check "warnings and errors in the DRA driver's log" no_complaints "${dra_log[@]}" ;;
      device-plugin) check "warnings and errors in the device plug-in's log" no_complaints "${device_plugin_log[@]}" ;;
    esac
  done
  [[ -n $releases ]] || die "neither driver is installed: there is no log to look at"
  passed log
}

# The custom resources that the cluster knows.
definitions() {
  cluster get customresourcedefinitions -o name | sort
}

# Helm leaves those of a chart in the cluster for ever: those that have come since are marked, for clean.
mark_definitions() {
  local name
  comm -13 <(echo "$1") <(definitions) | while read -r name; do cluster label "$name" "$mark=true"; done
}

remove() {
  local release
  release=$(helm_in_cluster list --all --short --filter "^$1\$")
  [[ -n $release ]] || return 0
  helm_in_cluster uninstall --wait "$1"
}

# Neither of them, and the nodes as their charts look for them.
remove_both() {
  remove dra-driver
  remove device-plugin
  label_nodes
}

# What a command prints, into a file of the folder: where it fails, the file says so.
keep() {
  local file=$DIAG/$1
  shift
  "$@" </dev/null >"$file" 2>&1 || echo "exit code $?" >>"$file"
}

# Everything that says why, into one folder.
diag() {
  local node pod name
  mkdir -p "$DIAG"
  keep cluster.txt cluster get nodes,pods,daemonsets,jobs --all-namespaces -o wide
  keep events.txt cluster get events --all-namespaces --sort-by=.lastTimestamp
  for name in nodes resourceslices resourceclaims resourceclaimtemplates deviceclasses; do
    keep "$name.yaml" cluster get "$name" --all-namespaces -o yaml
  done
  for name in "$namespace" "$CONSUMERS" "$bats_namespace"; do
    while read -r pod; do
      keep "${pod#pod/}.log" cluster logs --namespace "$name" "$pod" --all-containers --prefix --tail=-1
      # Of a container that was not restarted there is none.
      cluster logs --namespace "$name" "$pod" --all-containers --prefix --tail=-1 --previous >"$DIAG/${pod#pod/}.previous.log" 2>/dev/null ||
        [[ -s $DIAG/${pod#pod/}.previous.log ]] || rm -f "$DIAG/${pod#pod/}.previous.log"
      keep "${pod#pod/}.txt" cluster describe --namespace "$name" "$pod"
    done < <(cluster get pods --namespace "$name" -o name 2>/dev/null)
  done
  while read -r node pod; do
    keep "$node.nvidia-smi-q.txt" mock exec "$pod" -c agent -- "$driver_root/bin/nvidia-smi" -q
    keep "$node.etc-cdi-nvidia.yaml" mock exec "$pod" -c agent -- cat /etc/cdi/nvidia.yaml
  done < <(agents)
  # The specifications of claims, which only the plug-ins see.
  while read -r node pod; do
    # shellcheck disable=SC2016 # the container's variables
    keep "$node.var-run-cdi.txt" cluster exec --namespace "$CONSUMERS" "$pod" -- \
      bash -c 'for f in /var/run/cdi/*; do echo "# $f"; echo "$(<"$f")"; done'
  done < <(cluster get pods --namespace "$CONSUMERS" -l app.kubernetes.io/instance=dra-driver \
    -o jsonpath='{range .items[*]}{.spec.nodeName}{" "}{.metadata.name}{"\n"}{end}' 2>/dev/null)
  echo "collected in $DIAG"
}

# Names of what says that consumers were installed: the DRA driver's own tests have a namespace of their own.
consumed() {
  cluster get namespace --ignore-not-found "$CONSUMERS" -o name
  cluster get nodes -l "$mark=true" -o name
  cluster get customresourcedefinitions -l "$mark=true" -o name
}

# The charts away, and what they leave on the nodes. Where nothing of them was installed nothing is done.
clean() {
  [[ $PROVIDER == existing && -n $(consumed) ]] || return 0
  remove dra-driver
  remove device-plugin
  cluster apply -f 00-namespace.yaml
  with_settings clean/consumers.yaml | mock apply -f -
  wait_for_daemonset consumers-clean
  mock delete --wait -f clean/consumers.yaml
  cluster delete namespace --ignore-not-found --wait "$CONSUMERS"
  cluster delete customresourcedefinitions --wait -l "$mark=true"
  unlabel_nodes
}

check_settings
case ${1:-} in
  load-dra) load_archives "$DRA_ARCHIVE" ;;
  apply-dra)
    remove device-plugin
    apply_dra
    ;;
  wait-dra) wait_dra ;;
  check-dra) check_dra ;;
  load-device-plugin)
    load_archives "$DEVICE_PLUGIN_ARCHIVE"
    remove dra-driver
    ;;
  apply-device-plugin)
    strategy=$(last_strategy)
    remove dra-driver
    apply_device_plugin "$strategy"
    ;;
  wait-device-plugin) wait_device_plugin ;;
  check-device-plugin) check_device_plugin ;;
  check-logs) check_logs ;;
  remove) remove_both ;;
  diag) diag ;;
  clean) clean ;;
  *) die "no step \"${1:-}\": see make help" ;;
esac
