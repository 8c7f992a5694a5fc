#!/bin/bash
# The steps that the Makefile beside it lists: steps.sh STEP. Settings come from the environment, as
# the Makefile exports them. Runs in the bash 3.2 of macOS too.
set -euo pipefail
cd "$(dirname "$0")"

# shellcheck source=common.sh
. ./common.sh

# As many nodes as NODES says. The control plane is one of them, which kind sees to with one node only.
control_plane='node-role.kubernetes.io/control-plane'
kind_config() {
  awk -v workers="$((NODES - 1))" '
    { print }
    /role: control-plane/ { for (i = 0; i < workers; i++) print "  - role: worker" }' kind/cluster.yaml
}

kind_up() {
  if [[ $PROVIDER == existing ]]; then
    echo "Using the cluster of context $(cluster config current-context)"
    cluster get nodes
  elif "$KIND" get clusters 2>/dev/null | grep -qx "$CLUSTER"; then
    echo "kind cluster $CLUSTER exists"
  else
    kind_config | "$KIND" create cluster --name "$CLUSTER" --image "$KIND_IMAGE" --config - --wait 120s
    [[ $NODES == 1 ]] || cluster taint nodes -l "$control_plane" "$control_plane:NoSchedule-"
  fi
}

# The nodes, by name, get the machines and the racks in the order of the lists; "-" is none.
label_nodes() {
  local node index=0 labels machine_of rack_of
  read -ra machine_of <<<"$MACHINES"
  read -ra rack_of <<<"$RACKS"
  for node in $(cluster get nodes -o name | sort); do
    labels=()
    if [[ ${machine_of[index]:--} != - ]]; then labels+=("gpu-mock.dev/machine=${machine_of[index]}"); fi
    if [[ ${rack_of[index]:--} != - ]]; then labels+=("gpu-mock.dev/rack=${rack_of[index]}"); fi
    if [[ ${#labels[@]} != 0 ]]; then cluster label --overwrite "$node" "${labels[@]}"; fi
    index=$((index + 1))
  done
  [[ ${#machine_of[@]} -le $index && ${#rack_of[@]} -le $index ]] ||
    die "MACHINES or RACKS lists more than the $index nodes that there are"
}

# What every pod of ours needs, so that each step can be the first.
apply_namespace() {
  cluster apply -f 00-namespace.yaml
  mock apply -f 10-configmap.yaml
}

# A kubelet that knows no device plug-in takes what one has offered before from the node's own status.
# What can be allocated it works out from the capacity with its next status only, up to 10 s later.
forget_resource() {
  cluster patch node "$1" --subresource=status --type=merge \
    -p '{"status": {"capacity": {"nvidia.com/gpu": null}, "allocatable": {"nvidia.com/gpu": null}}}'
}

# When the kubelet last told its node's state.
heartbeat() {
  cluster get node "$1" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].lastHeartbeatTime}'
}

# A node is Ready still when its kubelet has only just gone: the new one has to speak first.
wait_for_heartbeat() {
  local tries
  for ((tries = 0; tries < 120; tries++)); do
    [[ $(heartbeat "$1") == "$2" ]] || return 0
    sleep 1
  done
  die "the kubelet of $1 has told nothing for 120 s after RESTART_KUBELET_CMD: see its log"
}

restart_kubelets() {
  local node before words
  [[ -n ${RESTART_KUBELET_CMD:-} ]] || return 0
  read -ra words <<<"$RESTART_KUBELET_CMD"
  for node in $(cluster get nodes -o jsonpath='{.items[*].metadata.name}'); do
    before=$(heartbeat "$node")
    "${words[@]}" "$node" </dev/null
    wait_for_heartbeat "$node" "$before"
    cluster wait --for=condition=Ready --timeout=120s "node/$node"
    forget_resource "$node"
  done
}

apply() {
  apply_namespace
  start_job 20-job.yaml
}

wait_verify() {
  wait_for_job gpu-mock-verify 180
}

logs() {
  mock logs job/gpu-mock-verify -c verify
}

apply_cdi() {
  apply_namespace
  cluster apply -f 25-rbac.yaml
  with_settings 30-daemonset.yaml | mock apply -f -
}

logs_cdi() {
  local text
  text=$(mock logs -l app=nvidia-cdi-mock --tail=-1 --all-containers=true --prefix=true)
  [[ -n $text ]] || die "no agent has logged anything: make apply-cdi starts them"
  echo "=== DaemonSet logs ==="
  echo "$text"
}

# On each node with an agent in turn.
smoke() {
  local node nodes
  nodes=$(mock get pods -l app=nvidia-cdi-mock -o jsonpath='{.items[*].spec.nodeName}')
  [[ -n $nodes ]] || die "no node has an agent: make apply-cdi starts them"
  for node in $nodes; do
    start_job 40-cdi-smoke.yaml "s|^      restartPolicy: Never|&\n      nodeName: $node|"
    wait_for_job cdi-smoke 120
    echo
    echo "=== CDI Smoke Test Logs ==="
    echo "node $node"
    mock logs job/cdi-smoke
  done
}

status() {
  cluster get nodes
  mock get daemonsets,jobs,pods -o wide
}

# The agents go first, or they would repair what is being removed.
clean() {
  if [[ $PROVIDER == kind ]]; then
    "$KIND" delete cluster --name "$CLUSTER"
    return
  fi
  apply_namespace
  mock delete daemonsets,jobs --all --cascade=foreground --wait
  with_settings clean/daemonset.yaml | mock apply -f -
  wait_for_daemonset gpu-mock-clean
  mock logs -l app=gpu-mock-clean -c clean --tail=-1 --prefix=true
  cluster delete --ignore-not-found --wait -f 25-rbac.yaml -f 00-namespace.yaml
  cluster label nodes --all gpu-mock.dev/machine- gpu-mock.dev/rack-
  echo "Every node is as it was before."
}

check_settings
case ${1:-} in
  kind-up) kind_up ;;
  load) load_archive "$ARCHIVE" ;;
  apply) apply ;;
  wait) wait_verify ;;
  logs) logs ;;
  apply-cdi) apply_cdi ;;
  wait-cdi) wait_for_daemonset nvidia-cdi-mock ;;
  logs-cdi) logs_cdi ;;
  smoke) smoke ;;
  status) status ;;
  label-nodes) label_nodes ;;
  restart-kubelets) restart_kubelets ;;
  clean) clean ;;
  *) die "no step \"${1:-}\": see make help" ;;
esac
