package dev.gpumock.ctl.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NVLink domains that GPUs are in.
 *
 * @param domains as {@code CLUSTER-UUID.CLIQUE}; a baseboard that is its own domain has none
 */
record Fabrics(SortedSet<String> domains) {
  private static final Pattern CLIQUE = Pattern.compile("(?m)^\\s+CliqueId\\s*: (\\S+)");
  private static final Pattern CLUSTER = Pattern.compile("(?m)^\\s+ClusterUUID\\s*: (\\S+)");
  private static final String NOT_THERE = "N/A";

  /**
   * @param query what {@code nvidia-smi -q} prints
   */
  static Fabrics of(String query) {
    List<String> cliques = all(CLIQUE, query);
    List<String> clusters = all(CLUSTER, query);
    SortedSet<String> domains = new TreeSet<>();
    for (int i = 0; i < Math.min(cliques.size(), clusters.size()); i++) {
      String cluster = clusters.get(i);
      if (!cluster.equals(NOT_THERE) && !cluster.matches("[0-]+")) {
        domains.add(cluster + "." + cliques.get(i));
      }
    }
    return new Fabrics(domains);
  }

  private static List<String> all(Pattern pattern, String query) {
    List<String> values = new ArrayList<>();
    for (Matcher line = pattern.matcher(query); line.find(); ) {
      values.add(line.group(1));
    }
    return values;
  }

  boolean any() {
    return !domains.isEmpty();
  }

  @Override
  public String toString() {
    return domains.isEmpty() ? "none" : String.join(" ", domains);
  }
}
