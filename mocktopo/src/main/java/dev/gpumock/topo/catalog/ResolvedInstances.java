package dev.gpumock.topo.catalog;

import dev.gpumock.topo.GpuInstance;
import dev.gpumock.topo.GpuInstance.ComputeInstance;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A slot's GPU instances as a tree in which every id and start is stated. */
final class ResolvedInstances {
  private static final String INSIDE = "computeInstances";

  private ResolvedInstances() {}

  /**
   * @param list as it is written
   * @param instances what it says, in the same order
   */
  static Elements of(Elements list, List<GpuInstance> instances) {
    List<Tree> written = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      written.add(instance((Properties) list.members().get(i), instances.get(i)));
    }
    return new Elements(written, list.place());
  }

  private static Tree instance(Properties own, GpuInstance instance) {
    Map<String, Tree> all = stated(own, instance.id(), instance.start());
    List<Tree> inside = new ArrayList<>();
    for (int i = 0; i < instance.computeInstances().size(); i++) {
      inside.add(compute(own.entries().get(INSIDE), i, instance.computeInstances().get(i)));
    }
    all.put(INSIDE, new Elements(inside, own.place()));
    return new Properties(all, own.place());
  }

  private static Tree compute(Tree list, int number, ComputeInstance compute) {
    if (list instanceof Elements elements) {
      Properties own = (Properties) elements.members().get(number);
      return new Properties(stated(own, compute.id(), compute.start()), own.place());
    }
    Map<String, Tree> derived = new LinkedHashMap<>();
    derived.put("profile", scalar(compute.profile().name()));
    derived.put("id", scalar(compute.id()));
    derived.put("start", scalar(compute.start()));
    return new Properties(derived, MachineResolver.DERIVED);
  }

  private static Map<String, Tree> stated(Properties own, int id, int start) {
    Map<String, Tree> all = new LinkedHashMap<>(own.entries());
    all.values().removeIf(value -> value instanceof Tree.Absent);
    all.putIfAbsent("id", scalar(id));
    all.putIfAbsent("start", scalar(start));
    return all;
  }

  private static Scalar scalar(Object value) {
    return new Scalar(value.toString(), MachineResolver.DERIVED);
  }
}
