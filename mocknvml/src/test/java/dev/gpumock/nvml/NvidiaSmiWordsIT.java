package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.SmiRuns.Pair;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How nvidia-smi reads its words, beside NVIDIA's: which are options depends on what is asked for,
 * an equals sign parts two words, and a missing value may be told before an unknown word.
 */
class NvidiaSmiWordsIT {
  private static final String QUERY = "--query-gpu=index --format=csv ";

  private static final String BESIDE_A_QUERY =
      ";--id -q;-i -q;--id -x;-i -pm;--id --foo;--id -L;--id -u;--id --dtd;--id -d;--id -f"
          + ";--id -l;--id --query-gpu;--id --format;--id -i;--id -g;--id -a;--id --all-gpus"
          + ";--id --help-query-gpu;--id --get-test-cmd-1;--id --pci-info;--id -q=1;--id=-q;-f -q"
          + ";-l -q;-lms -q;-t -q;-d -q;-q -d;-d MEMORY;--set-test-cmd-1;foo --set-test-cmd-1"
          + ";-g 0;-g;-g -i;-g -q;--gpu -q;--gpu=0;-i -t;-i -t 1;-i -t -t;-i --dtd -q;-i=-x;-i=-f"
          + ";-i=-l;-i=-q -x;-q=-i;-f=-x;-l=-x;-l=0 -q;-l -x -l=0;-i 0 -q -i;-d=--query-gpu;-d"
          + ";--display;foo -d;-d foo;foo -g;-g foo;foo -i;foo -f;foo -l -i;foo --format"
          + ";foo --query-gpu;-i -f;-f -i;foo -i -l;foo -f -l;foo --format -l;--format -l foo"
          + ";-q -g;-q -i;-q=1;-d=1;-d=-q;-d=-i;-d=-i 0;-q=-i 0;-i -q=-f;-i -q=-l=1;-i=-q=1"
          + ";-i -d=1;-i -d=x foo;-i --foo=1;--foo=1;--foo=-i;foo=-i;-i 0=-i;-f=-i;-t=-i;-i=-t"
          + ";--set-test-cmd-1 x;--set-test-cmd-1 1;-i --set-test-cmd-1 1;-f /dev/stderr=x"
          + ";-f=/dev/stderr=x;-i=0=1;-i 0=1;-i=-L;-f -x;-f -d;-f -u;-f --query;-f --all-gpus"
          + ";-f -a;-f --dtd;-f -pm;-f=-q;-f --foo";

  private static final String OTHERS =
      ";"
          + "--pci-info -f /dev/stderr;--pci-info -f /nonexistent/x;"
          + "--filename 99 -x --pci-info;--pci-info -f -pl;--pci-info -f -q;"
          + "--filename --pci-info -caa;-g=--format=csv;-q 0 -g --query-gpu=index;"
          + "nvlink -gt 1=2 -s=csv;c2c -i -l -i 1=2;clocks --sync-boost-list=-i 1=2;"
          + "compute-policy -l -i csv=0,1;vgpu -p2p foo=-i -ss;vgpu -sc 1=2 -s -ss;"
          + "nvlink ENABLED=-g -q 0,1;topo -i 1=2 foo;"
          + "--dtd -f --help-query-gpu;--query-gpu=index --format -q;--query-gpu -q --format=csv"
          + ";--query-gpu -q -x --format=csv;--query-gpu=index -i -q --format=csv"
          + ";--query-gpu=index -i -q 0 --format=csv;--query-compute-apps=pid --format=csv -i -q"
          + ";-i -q;-q -i -q;-q --id -x;-i -x -q;-i -q --query-gpu=index --format=csv;-q -d -x"
          + ";-q -d -q;-d -q;-f -q;-q -f -x;foo --set-test-cmd-1;--set-test-cmd-1 foo"
          + ";--set-test-cmd-1;foo --set-test-cmd-1 --set-test-cmd-2;foo --set-test-cmd-1=1"
          + ";foo --set-test-cmd-1 1;--set-test-cmd-1 -i 0;-i 0 --set-test-cmd-1"
          + ";-q --set-test-cmd-1;-q -i --set-test-cmd-1;-x --set-test-cmd-1"
          + ";-i foo --set-test-cmd-1;-i --set-test-cmd-1;--set-test-cmd-1 -q"
          + ";--set-test-cmd-1 --foo;--foo --set-test-cmd-1;-L --set-test-cmd-1;foo -i;foo -d"
          + ";foo -i --set-test-cmd-1;-f /dev/stderr --set-test-cmd-1;foo --get-test-cmd-1 -i"
          + ";foo --get-test-cmd-1 --set-test-cmd-1;--dtd -i;--dtd -i -u;--dtd -f -u"
          + ";--dtd -f --dtd;--dtd -f -x;--dtd -f -q;--dtd -d;--dtd -d -x;--dtd --query-gpu"
          + ";--dtd --query-gpu --format=csv;--dtd -q --query-gpu=index --format=csv"
          + ";--dtd -q -x --query-gpu=index --format=csv;--dtd -q -i;--dtd -x -i"
          + ";--dtd --get-test-cmd-1;--dtd --set-test-cmd-1;--dtd -f --get-test-cmd-1;--dtd -f -i"
          + ";--dtd --foo -i;--dtd -u -i;--format=csv;--format=csv -q;--format;--format -q"
          + ";-q --format;-q --format -x;-q --format=csv -d;-q -d --query-gpu"
          + ";-q -d --query-gpu=index;-i --format;-i --format=csv;--query-gpu=index --format=-q"
          + ";--query-gpu=-q --format=csv;--query-gpu=-i --format=csv;-q=--query-gpu=index"
          + ";-x=--query-gpu --format=csv;--list-blacklist-gpus -i -q;-L -i -q;-i -q -L;-i -L"
          + ";-q foo -i;-q foo -d;-q -d -x foo;-q foo -d -x;-q --format foo;-q foo --format"
          + ";-q -d -f;-q -f -d;-q -i -d;-q -d -i;-q -d -t;-q -i -t;-q -f -t;-t -i;-t -f;-t -d"
          + ";-t --format;-q --query-gpu;-x --query-gpu;foo --query-gpu;--dtd -f;--dtd -t"
          + ";--dtd foo -i;--dtd foo -f;--dtd --format;--get-test-cmd-1 -i"
          + ";--get-test-cmd-1 foo -i;--get-test-cmd-1 -f;--get-test-cmd-1 -d"
          + ";--get-test-cmd-1 --query-gpu;--get-test-cmd-1 --format;foo --set-test-cmd-1 -i"
          + ";foo --set-test-cmd-1 -x;foo --set-test-cmd-1 -d;foo --set-test-cmd-1 --format"
          + ";-q -d -x --format=csv;-q --format=csv -d -x;-q --format=csv -d MEMORY"
          + ";-q --format=csv -d MEMORY foo;-i -q --format=csv;--format=csv -i -q"
          + ";--format=csv foo -i -q;--format=csv -x;-q -x -i --format csv;--format csv -l -x"
          + ";--format csv -f -x foo;-pm 1 -q=2;-pm 1 -d=-i;-pm 1 -d=1;-pm 1 -i -q;-pm 1 -i -d=1"
          + ";-pm -q -i 0;-pm -q=1;-q -d=-f;-q -i=-f;-q -f=-i;-q -i=-d;--dtd -q --set-test-cmd-1"
          + ";--dtd -q --set-test-cmd-1 x;--dtd --set-test-cmd-1 x;--dtd --get-test-cmd-1 -i"
          + ";-q --set-test-cmd-1 x;-i -q --set-test-cmd-1 1;-d -q --set-test-cmd-1 1"
          + ";-q -d --set-test-cmd-1 1;-q -d -x --set-test-cmd-1 1;-q -f --set-test-cmd-1 1"
          + ";-q -f -x --set-test-cmd-1 1;-q --get-test-cmd-1 -d;-q --get-test-cmd-1 -d -x"
          + ";-q --get-test-cmd-1 -i -x;foo --set-test-cmd-1 1 --set-test-cmd-2"
          + ";foo --set-test-cmd-1 x --set-test-cmd-2 1;foo --set-test-cmd-1 1 --set-test-cmd-2 1"
          + ";foo --set-test-cmd-1 1 --set-test-cmd-1;-t 1 --set-test-cmd-1 1"
          + ";-t --set-test-cmd-1 1;-t 1 -t --set-test-cmd-1;-t 1 -t 1 -q;-t -t -q;-d -t -t"
          + ";-t -q -t;-t 1 -t -i;-i -t 1 -t;--query-gpu=index --format csv=1"
          + ";--query-gpu index=1 --format=csv;-pm 1=1;-pm=1=1;-pm 1 -i 0=1;-q -d MEMORY=1"
          + ";-q -d=MEMORY=1;-q -i 0=1;-l 1=0;--query-gpu=-pm --format=csv"
          + ";--query-gpu=index --format=-pm;--query-gpu=index --format=-L;-q foo=-x;-q foo=-d"
          + ";-q foo=-d=MEMORY;-t x -t;-t 1x -t -q;-t x -t 1;-i 0 -t x -t;-pm -i;-pm 1 -f;-pm -f"
          + ";-pm 1 -d -f;-L foo -i;-L -f;-pm 1 -t -i;-pl -i;-e foo=-i"
          + ";vgpu --query-accounted-apps=pid --format=csv -i -q"
          + ";vgpu --query-accounted-apps=pid --format=csv -d -i"
          + ";vgpu --query-accounted-apps=pid --format=csv --dtd -i -q"
          + ";vgpu --query-accounted-apps=pid --format=csv -t -t 1;-q -d --format -x"
          + ";-q -d --format csv;-q --format -d;-q --format -d MEMORY;-q --format -d -x"
          + ";-q --format -i;-q -l --format -x;-q -i --format -x;-q -i --format;-q -d --format"
          + ";-q --format -q;--pci-info -i;--pci-info -f;--pci-info -d -i;-q --format --format"
          + ";--dtd -f -a;--dtd -a;--dtd --all-gpus;--dtd -a -x;-pm 1 -f -q;-pm -f -q;-pm 1 -f -u"
          + ";-f -q -i;-f -u -i;-t 1 -f -q;-t -f -q;-f -q -t;-f -q -f;-i -f -q"
          + ";--set-test-cmd-1 -f -q;-q -f=-u -x;-d -f -q;-i -t x;-t x -i;-t 1 -t x;-q -t;-x=-q"
          + ";-q=-x -i 0;-q=-x=-i=0;-x=-q=foo;-L=-q;-q=foo;-pm=1 -i=0;-pm=1=-i 0;-pm=-e=1"
          + ";-pm=-e 1;-i=-pm=1;foo=-pm=1;-i 0=-pm 1;-pl=100=200;-lgc=300,400;-lgc=300=-i=0"
          + ";-eow=-pm=1;-pm=1=-eow;-r=-i=0;-caa=-i 0;--version=-L"
          + ";vgpu --query-accounted-apps=pid=1 --format=csv"
          + ";vgpu --query-accounted-apps=-i --format=csv";

  private static final String HELP =
      ";--help-query-gpu -i;-q -i --help-query-gpu;--help-query-gpu -q -d"
          + ";--help-query-gpu --foo;foo --help-query-gpu;--help-query-gpu -x -d"
          + ";-i -q --help-query-gpu;--help-query-gpu -i -q;--help-query-gpu --query-gpu"
          + ";--help-query-gpu --query-gpu --format;--help-query-gpu --format"
          + ";--help-query-gpu --query-gpu=index --format=csv -i -q;--help-query-gpu -q"
          + ";--help-query-gpu -l;--help-query-gpu -d;--help-query-gpu --set-test-cmd-1"
          + ";--help-query-gpu --get-test-cmd-1;--help-query-gpu -i --get-test-cmd-1"
          + ";--help-query-gpu --dtd;--help-query-gpu --dtd -i;--help-query-gpu=1"
          + ";foo --set-test-cmd-1 --help-query-gpu"
          + ";--help-query-gpu -i -d=1;--help-query-gpu=-i;--help-query-gpu=-i=0";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"nvidia-smi-550, 12.4", "nvidia-smi-535, 12.2"})
  void readsWhatTheOriginalReads(String judge, String cuda) throws Exception {
    SmiRuns runs = SmiParity.with(judge, cuda, folder).runs("words", "t4");
    SmiTypical.assertAlike(runs, commands(BESIDE_A_QUERY, QUERY));
    SmiTypical.assertAlike(runs, commands(OTHERS, ""));
  }

  @Test
  void namesPropertiesWhereTheOriginalDoes() throws Exception {
    SmiRuns runs = SmiParity.with("nvidia-smi-550", "12.4", folder).runs("words", "t4");
    for (Pair pair : runs.of(commands(HELP, ""))) {
      assertEquals(pair.original().status(), pair.ours().status(), pair.toString());
      if (pair.original().status() != 0) {
        assertEquals(pair.original(), pair.ours());
      } else {
        List<String> expected = SmiHelp.properties(pair.original().out());
        assertTrue(expected.size() > 100, pair.toString());
        assertEquals(expected, SmiHelp.properties(pair.ours().out()));
      }
    }
  }

  private static List<List<String>> commands(String lines, String before) {
    return Stream.of(lines.substring(1).split(";"))
        .map(line -> List.of((before + line).split(" ")))
        .toList();
  }
}
