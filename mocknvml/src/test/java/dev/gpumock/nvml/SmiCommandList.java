package dev.gpumock.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people ask nvidia-smi for: each command once, with all that it can be asked for. */
final class SmiCommandList {
  private static final String SECTIONS =
      "MEMORY,UTILIZATION,ECC,TEMPERATURE,POWER,CLOCK,COMPUTE,PIDS,PERFORMANCE,SUPPORTED_CLOCKS,"
          + "PAGE_RETIREMENT,ACCOUNTING,ENCODER_STATS,SUPPORTED_GPU_TARGET_TEMP,VOLTAGE,FBC_STATS,"
          + "ROW_REMAPPER,RESET_STATUS,GSP_FIRMWARE_VERSION";

  private static final String SHOWN =
      ";-L;-B;--version;-q;-q -x;-i 0;-q -i 0 -d "
          + SECTIONS
          + ";topo -m;topo -mp;topo -c 0;topo -i 0 -n 2;topo -i 0,1 -p;topo -p2p r;topo -i 0 -C"
          + ";topo -i 0 -M;topo -gnid;nvlink -s;nvlink -c;nvlink -p;nvlink -R;nvlink -e;nvlink -ec"
          + ";nvlink -gt d;nvlink -gBwMode;nvlink -gLowPwrInfo;dmon -c 1 -s pucvmet"
          + ";pmon -c 1 -s um -i 0;clocks --sync-boost-list;base-clocks;compute-policy -l"
          + ";boost-slider -l;power-hint -l;mig -lgip;mig -lgipp;mig -lgi;mig -lci;mig -lcip"
          + ";conf-compute -f;conf-compute -gc;conf-compute -gm;conf-compute -grs;conf-compute -mgm"
          + ";c2c -s;gpm -g;pci -gErrCnt;drain -p 0:0:0.0 -q;vgpu;vgpu -q;vgpu -s;daemon -t"
          + ";--debug /dev/null -L;topo --debug=/dev/null -m;--debug -q;--debug=x --debug y -L"
          + ";-L --debug;--list-blacklist-gpus;--all-gpus -i 0;--lock-clocks 300,900;--pci-info"
          + ";--get-test-cmd-1;--get-test-cmd-2;--get-test-cmd-3;--get-test-cmd-4"
          + ";--get-test-cmd-1=1;foo --get-test-cmd-1 --get-test-cmd-2"
          + ";conf-compute -gkr;vgpu -shm 1;dmon -c 1 --format csv;pci -h"
          + ";-eow;-eow -q;power-profiles -l;power-smoothing -h"
          + ";--query-gpu=index --format=csv --id -q;--query-gpu=index --format=csv -i -x"
          + ";foo --set-test-cmd-1;vgpu set-scheduler-state -asf 0 --policy=2"
          + ";vgpu set-scheduler-state -p 3 -asf 0;-q -u -x";

  /** In an order in which a setting stands when the next one is made. */
  private static final String CHANGED =
      ";-pm 0;-c 3;-e 0;-p 0;-am 1;-caa;--gom=0;-pl 250;-lgc 300,900;-rgc;-lmc 810;-rmc;-rac"
          + ";-ac 1593,1410;-cc 1;-gtt 80;-vm 0;-acp 0;nvlink -re;nvlink -sLowPwrThres 100"
          + ";--application-clocks 1593,1410;-q -d CLOCK --id=0;--reset-application-clocks"
          + ";--perf-limit P1;--perf-limit 1;-psl 1;-psl 1 -eow;-t 1 -t;--adjust-clock-frequency 1"
          + ";--adjust-memory-clock-frequency 1;--auto-boost-test 1;--set-test-cmd-1=5"
          + ";-i 0 --get-test-cmd-1;--set-test-cmd-2=1;--set-test-cmd-3=1;--set-test-cmd-4=1"
          + ";compute-policy --set-timeslice 1;boost-slider --vboost 1;-mig 1;-r;mig -cgi 0 -C"
          + ";--id=0;-q -x --id=0;mig -cci=-gi -C;mig -dci -ci 5,x;mig -dci;mig -dgi -gi x"
          + ";mig -dgi;-q -i 0;-pm 1";

  private SmiCommandList() {}

  /**
   * @param properties what can be queried, by query
   */
  static List<List<String>> of(Map<String, List<String>> properties) {
    List<List<String>> commands = new ArrayList<>();
    properties.forEach(
        (query, names) ->
            commands.add(
                List.of(
                    "--query-" + query + "=" + String.join(",", names), "--format=csv,nounits")));
    for (String line : (SHOWN + CHANGED).split(";")) {
      commands.add(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }
    return commands.stream().distinct().toList();
  }
}
