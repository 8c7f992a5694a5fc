package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.spec.Hook;
import dev.gpumock.cdi.spec.Mount;
import java.util.List;
import java.util.stream.Stream;

/** What was found for some purpose, in the order of the search. */
record Discovered(List<LocatedNode> nodes, List<String> env, List<Mount> mounts, List<Hook> hooks) {
  static final Discovered NOTHING = new Discovered(List.of(), List.of(), List.of(), List.of());

  Discovered {
    nodes = List.copyOf(nodes);
    env = List.copyOf(env);
    mounts = List.copyOf(mounts);
    hooks = List.copyOf(hooks);
  }

  static Discovered nodes(List<LocatedNode> nodes) {
    return new Discovered(nodes, List.of(), List.of(), List.of());
  }

  static Discovered env(String variable) {
    return new Discovered(List.of(), List.of(variable), List.of(), List.of());
  }

  static Discovered mounts(List<Mount> mounts) {
    return new Discovered(List.of(), List.of(), mounts, List.of());
  }

  static Discovered hooks(List<Hook> hooks) {
    return new Discovered(List.of(), List.of(), List.of(), hooks);
  }

  static Discovered merge(Discovered... parts) {
    return Stream.of(parts)
        .reduce(
            NOTHING,
            (a, b) ->
                new Discovered(
                    concat(a.nodes, b.nodes),
                    concat(a.env, b.env),
                    concat(a.mounts, b.mounts),
                    concat(a.hooks, b.hooks)));
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
