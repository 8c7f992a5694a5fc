package dev.gpumock.topo.offer;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Picks the cheapest offered type that can be had, as a cloud's watcher does. A type without
 * capacity or over the quota is set aside and the next one is tried.
 */
public final class GpuTypeResolver {
  private final Catalog catalog;

  public GpuTypeResolver(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The answer: the type, and the machine that simulates it.
   *
   * @param machine its name in the catalog
   */
  public record Choice(
      String type,
      BigDecimal price,
      String region,
      String machine,
      CpuArchitecture architecture,
      int gpus,
      Set<Capability> capabilities) {}

  /**
   * What was chosen, if anything could be, and a line for each decision on the way.
   *
   * @param decisions in order, for a log
   */
  public record Resolution(Optional<Choice> choice, List<String> decisions) {
    public Resolution {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * @param offer in any order
   * @param wanted types that will do, with or without {@code gpu_1x_} before them; empty: any
   * @param required what the machine must be able to do
   */
  public Resolution resolve(
      List<OfferedType> offer, List<String> wanted, Set<Capability> required) {
    List<String> decisions = new ArrayList<>();
    wanted.stream()
        .filter(name -> offer.stream().noneMatch(type -> isCalled(type, name)))
        .forEach(name -> decisions.add(name + ": set aside, it is not in the offer"));
    List<OfferedType> byPrice =
        offer.stream()
            .filter(
                type -> wanted.isEmpty() || wanted.stream().anyMatch(name -> isCalled(type, name)))
            .sorted(Comparator.comparing(OfferedType::price).thenComparing(OfferedType::type))
            .toList();
    for (OfferedType type : byPrice) {
      Optional<String> obstacle = obstacle(type, required);
      if (obstacle.isEmpty()) {
        Choice choice = choice(type);
        decisions.add(
            "%s: chosen at %s in %s".formatted(type.type(), type.price(), choice.region()));
        return new Resolution(Optional.of(choice), decisions);
      }
      decisions.add(type.type() + ": set aside, " + obstacle.get());
    }
    decisions.add("no type is left");
    return new Resolution(Optional.empty(), decisions);
  }

  private static boolean isCalled(OfferedType type, String name) {
    return type.type().equals(name)
        || type.type().equals("gpu_" + name)
        || type.type().equals("gpu_1x_" + name);
  }

  private Optional<String> obstacle(OfferedType type, Set<Capability> required) {
    if (type.regions().isEmpty()) {
      return Optional.of("no region has capacity");
    }
    if (type.quota().orElse(1) < 1) {
      return Optional.of("over the quota");
    }
    if (!catalog.has(type.type())) {
      return Optional.of("the catalog has no machine of this name");
    }
    Set<Capability> missing = EnumSet.noneOf(Capability.class);
    missing.addAll(required);
    missing.removeAll(Capability.of(machine(type)));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("it lacks " + Capability.words(missing));
  }

  private Machine machine(OfferedType type) {
    return catalog.machine(type.type(), "any");
  }

  private Choice choice(OfferedType type) {
    Machine machine = machine(type);
    return new Choice(
        type.type(),
        type.price(),
        type.regions().get(0),
        machine.name(),
        machine.host().cpu(),
        machine.gpus().size(),
        Capability.of(machine));
  }
}
