package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final int NODES = 5000;
  private static final int GPUS = 8;

  @Test
  void noTwoGpusOfAClusterAreCalledTheSame() {
    Set<Object> names = new HashSet<>();
    for (int node = 0; node < NODES; node++) {
      Identity identity = new Identity("dgxa100", "node-" + node);
      for (int gpu = 0; gpu < GPUS; gpu++) {
        names.add(identity.gpu(gpu));
        names.add(identity.pdi(gpu));
        names.add(identity.fabricGuid(gpu));
      }
    }
    assertEquals(3 * NODES * GPUS, names.size());
  }

  /** Of two texts that read the same when they are joined, too. */
  @Test
  void machineAndNodeBothCount() {
    assertNotEquals(new Identity("ab", "c").gpu(0), new Identity("a", "bc").gpu(0));
    assertNotEquals(new Identity("a", "n").gpu(11), new Identity("a", "n1").gpu(1));
  }

  /** Whoever has written one down finds it again after an update; as RFC 9562 writes them. */
  @Test
  void namesStay() {
    Identity identity = new Identity("dgxa100", "node-1");
    assertEquals("GPU-3ab013e6-2ee3-491a-89b8-7a3c2c2fa0e3", identity.gpu(0).toString());
    assertEquals("1650028220969", identity.serial(0));
    assertEquals(4, identity.gpu(7).id().version());
    assertEquals(2, identity.gpu(7).id().variant());
    assertEquals(
        "2f843495-1457-420b-975e-e3e775a08884", Identity.clusterUuid("rack left").toString());
  }

  /** Each bit is set in about half of them. */
  @Test
  void bitsAreSpread() {
    int[] set = new int[Long.SIZE];
    for (int node = 0; node < NODES; node++) {
      long bits = new Identity("h100", "node-" + node).gpu(0).id().getLeastSignificantBits();
      for (int bit = 0; bit < Long.SIZE - 2; bit++) {
        set[bit] += (int) (bits >>> bit & 1);
      }
    }
    for (int bit = 0; bit < Long.SIZE - 2; bit++) {
      assertTrue(Math.abs(set[bit] - NODES / 2) < NODES / 20, "bit " + bit + ": " + set[bit]);
    }
  }
}
