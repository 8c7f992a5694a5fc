package dev.gpumock.nvml;

import dev.gpumock.nvml.SmiCommandLines.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What nvidia-smi can be asked for; see {@link SmiCommandLines}. */
final class SmiGrammar {
  /** Queries whose properties the program's own help names. */
  static final List<String> QUERIES =
      List.of(
          "gpu",
          "supported-clocks",
          "compute-apps",
          "accounted-apps",
          "retired-pages",
          "remapped-rows");

  /** The words that have a help of their own. */
  static final List<String> SUBCOMMANDS =
      List.of(
          ("topo nvlink dmon pmon mig conf-compute c2c gpm pci compute-policy boost-slider clocks"
                  + " base-clocks power-hint drain encodersessions fbcsessions vgpu daemon replay")
              .split(" "));

  private static final List<String> BESIDE =
      List.of(
          "-i <id>",
          "-i <id-list>",
          "--id=<id>",
          "-f /dev/stderr",
          "-l=0",
          "--loop-ms=0",
          "-l=0x0");

  private SmiGrammar() {}

  static Map<String, List<String>> pools(Map<String, List<String>> properties) {
    Map<String, List<String>> pools = new HashMap<>();
    properties.forEach((query, names) -> pools.put("of-" + query, names));
    pools.put("id", ids());
    pools.put("gpu", List.of("0", "0", "1", "0,1", "42", "x", "0x0", "+1,\t0"));
    pools.put("bit", bits());
    pools.put("number", numbers());
    pools.put(
        "clock",
        List.of("210", "345", "1215", "1410", "1593", "2619", "9999", "+345", "-210", "x"));
    pools.put("watt", watts());
    pools.put(
        "format",
        List.of("csv", "csv,noheader", "csv,nounits", "csv,noheader,nounits", "xml", "noheader"));
    pools.put("section", sections());
    pools.put(
        "profile", List.of("19", "14", "9", "5", "0", "19:3", "1g.10gb", "2g.10gb", "99", "x"));
    pools.put(
        "bus-id",
        List.of("0000:07:00.0", "00000000:1B:00.0", "0:0:1e.0", "7", "0000:00:00.0", "0:0x1b:0:0"));
    pools.put("level", List.of("d", "m", "dm", "md"));
    pools.put("word", List.of("r", "w", "x"));
    pools.put(
        "of-vgpu-scheduler-logs", List.of("gpu_name", "engine_id", "sched_policy", "arr_mode"));
    pools.put("metric", List.of("p", "u", "c", "v", "m", "e", "t", "puc", "pucvmet", "x", "mm"));
    return pools;
  }

  /** Of numbers all that C reads as one: a blank is a tab here, for words end at the others. */
  private static List<String> numbers() {
    return List.of(
        ("0 1 2 3 5 17 100 -1 x 1x 0x1 010 08 +2 \t3 -0 0x 4294967297 18446744073709551616"
                + " 2147483648")
            .split(" "));
  }

  private static List<String> ids() {
    return List.of("0 1 3 7 99 -1 foo GPU-1 00000000:07:00.0 0x1 +1 \t2 -0 1x".split(" "));
  }

  private static List<String> bits() {
    List<String> bits = List.of("0 1 1 0 2 x ENABLED DISABLED -1 0x1 +0 \t1 1x".split(" "));
    return join(bits, List.of(""));
  }

  private static List<String> watts() {
    return List.of(
        ("100 250.5 300 400 700 5 99999 x -3 0x12c 3e2 .35e3 \t400 300x 0x inf 1e39 -0 300.005"
                + " 0x1.2p8 nan")
            .split(" "));
  }

  private static List<String> sections() {
    return List.of(
        ("MEMORY UTILIZATION ECC TEMPERATURE POWER CLOCK COMPUTE PIDS PERFORMANCE SUPPORTED_CLOCKS"
                + " PAGE_RETIREMENT ACCOUNTING ENCODER_STATS SUPPORTED_GPU_TARGET_TEMP VOLTAGE"
                + " FBC_STATS ROW_REMAPPER RESET_STATUS GSP_FIRMWARE_VERSION memory FOO")
            .split(" "));
  }

  static List<Family> families() {
    return List.of(
        new Family("", 4, join(BESIDE, List.of("-L", "-B", "--version", "-x", "-d MEMORY"))),
        new Family("-L", 1, List.of("-i 0", "-q", "--version", "-L", "foo")),
        new Family("-q", 14, join(BESIDE, List.of("-d <section>", "-d <section-list>", "-u"))),
        new Family("-q -x", 6, join(BESIDE, List.of("-d ECC", "-u"))),
        new Family("", 8, join(undocumented(), List.of("-i 0", "-eow", "-pm 1", "foo", "-q"))),
        query("gpu", 20),
        query("supported-clocks", 3),
        query("compute-apps", 3),
        query("accounted-apps", 3),
        query("retired-pages", 3),
        query("remapped-rows", 3),
        new Family("", 25, join(settings(), List.of("-i <gpu>", "-i 0", "-eow", "-sc <bit>"))),
        new Family("topo", 10, topology()),
        new Family("nvlink", 14, links()),
        new Family("mig", 14, instances()),
        new Family("conf-compute", 6, confidential()),
        new Family("clocks", 3, boosts()),
        new Family("drain", 5, drains()),
        new Family("c2c", 2, List.of("-s", "-i <gpu>", "-l <number>", "-s -l <number>")),
        new Family("gpm", 2, List.of("-g", "-s <bit>", "-i <gpu>", "-g -i <id>")),
        new Family("pci", 2, List.of("-gErrCnt", "-cErrCnt", "-i <gpu>", "-gErrCnt -i <gpu>")),
        new Family(
            "compute-policy", 2, List.of("-l", "--set-timeslice <number>", "-l -i <id>", "-i 0")),
        new Family("boost-slider", 2, List.of("-l", "--vboost <number>", "-l -i <id>", "-i 0")),
        new Family("base-clocks", 1, List.of("-i <gpu>", "-i <id>", "-x")),
        new Family("power-hint", 2, hints()),
        new Family("vgpu", 4, virtual()),
        new Family("vgpu set-scheduler-state", 3, scheduler()),
        new Family("encodersessions -l=0", 1, List.of("-i <id>", "foo")),
        new Family("fbcsessions -l=11", 1, List.of("-i <id>", "foo")),
        new Family("daemon -t", 1, List.of("foo")),
        new Family("replay", 1, List.of("-f /dev/null/x", "-x")),
        new Family("dmon -c 1", 10, monitor()),
        new Family("pmon -c 1 -i 0", 1, List.of("-i 1", "-s um", "-s m", "-o DT", "-s x", "-d 1")));
  }

  private static Family query(String name, int weight) {
    return new Family(
        "--query-" + name + "=<of-" + name + "-list> --format=<format>",
        weight,
        List.of(
            "-i <id>", "--id=<gpu>", "-f /dev/stderr", "--format=<format>", "-q", "-l=0", "--foo"));
  }

  private static List<String> settings() {
    return List.of(
        ("-pm <bit>;-pm=<bit>;-e <bit>;-p <bit>;-c <number>;--gom=<number>;-r;-vm <number>;-am"
                + " <bit>;-lgc <clock>;-lgc <clock>,<clock>;-rgc;-lmc <clock>;-lmc"
                + " <clock>,<clock>;-rmc;-lmcd <clock>;-rmcd;-ac <clock>,<clock>;-ac <clock>;-rac;-pl"
                + " <watt>;-cc <bit>;-caa;--auto-boost-default=<bit>;--auto-boost-permission=<bit>"
                + ";-acp <bit>;-mig <bit>;-gtt <number>;-t <bit>;-m <bit>;-dm <bit>;-fdm <bit>")
            .split(";"));
  }

  /** What the help does not name: names of old drivers, and what only NVIDIA is to use. */
  private static List<String> undocumented() {
    return List.of(
        ("--list-blacklist-gpus;--all-gpus;--application-clocks <clock>,<clock>;--lock-clocks <clock>"
                + ";--reset-application-clocks;--perf-limit P<number>;--perf-limit <number>;-psl <number>"
                + ";--performance-state-lock=<bit>;--adjust-clock-frequency <number>"
                + ";--adjust-memory-clock-frequency=<number>;--auto-boost-test <bit>;--pci-info"
                + ";--get-test-cmd-1;--get-test-cmd-2;--set-test-cmd-1 <number>;--set-test-cmd-3=<bit>")
            .split(";"));
  }

  private static List<String> topology() {
    return List.of(
        ("-m;-mp;-c <number>;-n <number>;-i <gpu> -n <number>;-p;-i 0,1 -p;-i <gpu> -p;-p2p"
                + " r;-p2p w;-p2p n;-p2p a;-p2p p;-p2p x;-i <gpu> -C;-i <gpu> -M;-i <gpu>"
                + " -gnid;-C;-M;-gnid;-i <id>;--matrix")
            .split(";"));
  }

  private static List<String> links() {
    return List.of(
        ("-s;-c;-p;-R;-e;-ec;-re;-gt d;-gt r;-gt rd;-gt x;-g 0;-gc 0;-sc 0;-r 0;-gBwMode;-sBwMode"
                + " FULL;-sBwMode FOO;-gLowPwrInfo;-sLowPwrThres 100;-cBridge;-i <gpu>;-i"
                + " <id>;-l <number>;-s -l <number>;-s -i <gpu>;--status")
            .split(";"));
  }

  private static List<String> instances() {
    return List.of(
        ("-lgip;-lgipp;-lgi;-lci;-lcip;-lcipp;-cgi <profile>;-cgi <profile-list>;-cgi <profile>"
                + " -C;-cci;-cci <number>;-dgi;-dci;-gi <number>;-ci <number>;-cci=-gi;-i <gpu>;-i <id>;-C")
            .split(";"));
  }

  private static List<String> confidential() {
    return List.of(
        ("-gc;-gg;-d;-e;-f;-gm;-sm <number>;-srs <bit>;-grs;-skr <number>;-gkr;-mgm;-i <gpu>;-i <id>"
                + " -gm")
            .split(";"));
  }

  private static List<String> boosts() {
    return List.of(
        ("--sync-boost-list;--sync-boost-add;--sync-boost-remove <number>;-som <bit>;-i <gpu>;-i"
                + " 0,1 --sync-boost-add;-i <id> -som 1")
            .split(";"));
  }

  private static List<String> drains() {
    return List.of(
        ("-p <bus-id> -q;-p <bus-id> -m <bit>;-p <bus-id>;-q;-m <bit>;-r;-d;-p <bus-id> -r;-p <bus-id>"
                + " -d")
            .split(";"));
  }

  private static List<String> hints() {
    return List.of(
        "-l;-gc <number> -t <number> -p <number>;-gc <clock>;-mc <clock>;-t n5;-t x;-p <number>;-i <id>"
            .split(";"));
  }

  /** Without -caa, which ends NVIDIA's program by an error of its own. */
  private static List<String> virtual() {
    return List.of(
        ("-q;-s;-c -v;-m;-ss;-sc;-i <id>;-l=0;-shm <bit>;-tm;-p2p r;-p2p x;topo 1;topo x -tm;topo 1"
                + " -p2p <word>;topo;--gpm-metrics x;--gpm-metrics 14;--gpm-metrics;-i 0 topo 1"
                + ";--query-accounted-apps=pid --format=<format>"
                + ";--query-vgpu-scheduler-logs=<of-vgpu-scheduler-logs-list> --format=<format>")
            .split(";"));
  }

  private static List<String> scheduler() {
    return List.of(
        "-p <number>;-a <bit>;-asf <number>;-aavg <number>;-ts <number>;-i <id>;-p 1;-p;-a;--policy=2"
            .split(";"));
  }

  private static List<String> monitor() {
    return List.of(
        ("-s <metric>;-i <gpu>;-i <id>;-o DT;-o D;-o T;-o x;-f /dev/stderr;--format csv;--format"
                + " csv,nounit;--format csv,noheader;--format x;-d 1;-d x;-d 0;--gpm-metrics x;--gpm-metrics 99;--gpm-options x"
                + ";--gpm-options <level>;--gpm-options <level> -s <metric>;--format ,csv")
            .split(";"));
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
