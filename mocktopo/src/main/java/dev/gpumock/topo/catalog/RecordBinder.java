package dev.gpumock.topo.catalog;

import dev.gpumock.topo.catalog.Tree.Absent;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Place;
import dev.gpumock.topo.catalog.Tree.Properties;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes records of trees: a property for each component, by name. A component of type Optional or
 * List may be left out, and so may a boolean, which then is false. A sealed interface is written as
 * a map with the name of one of its records.
 */
final class RecordBinder {
  /** Many trees become records of one type: to look at it takes longer than to fill it. */
  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();

  /** Likewise what an Optional or a List is of. */
  private final Map<ComponentType, ComponentType> elements = new HashMap<>();

  private RecordBinder() {}

  static <T> T bind(Tree tree, Class<T> type) {
    return type.cast(new RecordBinder().plain(tree, type, ""));
  }

  private Object value(Tree tree, ComponentType type, String property) {
    return type.isGeneric() ? container(tree, type, property) : plain(tree, type.raw(), property);
  }

  private Object plain(Tree tree, Class<?> plain, String property) {
    if (plain == Tree.class) {
      return tree;
    }
    if (plain == OptionalInt.class) {
      return OptionalInt.of((Integer) ScalarBinder.bind(tree, int.class, property));
    }
    if (plain.isInterface()) {
      return sealed(tree, plain, property);
    }
    return ScalarBinder.binds(plain)
        ? ScalarBinder.bind(tree, plain, property)
        : record(properties(tree, property), plain);
  }

  private static Properties properties(Tree tree, String property) {
    if (tree instanceof Properties properties) {
      return properties;
    }
    throw CatalogException.at(tree.place(), property + " must be a map, it is " + tree.kind());
  }

  private Object container(Tree tree, ComponentType type, String property) {
    ComponentType element = element(type);
    if (type.raw() == Optional.class) {
      return Optional.of(value(tree, element, property));
    }
    if (!(tree instanceof Elements elements)) {
      throw CatalogException.at(tree.place(), property + " must be a list, it is " + tree.kind());
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < elements.members().size(); i++) {
      values.add(value(elements.members().get(i), element, property + "[" + i + "]"));
    }
    return values;
  }

  private ComponentType element(ComponentType type) {
    ComponentType element = elements.get(type);
    if (element == null) {
      element = type.element();
      elements.put(type, element);
    }
    return element;
  }

  private Object sealed(Tree tree, Class<?> type, String property) {
    Map<String, Tree> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Tree> entry : properties(tree, property).entries().entrySet()) {
      if (!(entry.getValue() instanceof Absent)) {
        entries.put(entry.getKey(), entry.getValue());
      }
    }
    List<String> names = new ArrayList<>();
    for (Class<?> branch : branches(type)) {
      String name = decapitalized(branch);
      names.add(name);
      if (entries.size() == 1 && entries.containsKey(name)) {
        return plain(entries.get(name), branch, property);
      }
    }
    throw CatalogException.at(
        tree.place(), property + " must hold one of " + String.join(", ", names));
  }

  /**
   * Sealed interfaces hold their records; to ask for the permitted ones starts the JDK's streams.
   */
  private static List<Class<?>> branches(Class<?> type) {
    List<Class<?>> branches = new ArrayList<>();
    for (Class<?> member : type.getDeclaredClasses()) {
      if (type.isAssignableFrom(member)) {
        branches.add(member);
      }
    }
    return branches;
  }

  static String decapitalized(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private Object record(Properties tree, Class<?> type) {
    RecordShape shape = shape(type);
    List<String> names = shape.names();
    for (Map.Entry<String, Tree> entry : tree.entries().entrySet()) {
      if (!names.contains(entry.getKey())) {
        throw CatalogException.at(
            entry.getValue().place(),
            "unknown property '" + entry.getKey() + "'" + NearName.hint(entry.getKey(), names));
      }
    }
    Object[] values = new Object[names.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = part(tree, shape.parts().get(i));
    }
    return create(shape.constructor(), values, tree.place());
  }

  private RecordShape shape(Class<?> type) {
    RecordShape shape = shapes.get(type);
    if (shape == null) {
      shape = RecordShape.of(type);
      shapes.put(type, shape);
    }
    return shape;
  }

  private Object part(Properties tree, RecordShape.Part part) {
    Tree value = tree.entries().get(part.name());
    if (value != null && !(value instanceof Absent)) {
      return value(value, part.type(), part.name());
    }
    Class<?> type = part.type().raw();
    if (type == Optional.class) {
      return Optional.empty();
    }
    if (type == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == boolean.class) {
      return false;
    }
    throw CatalogException.at(tree.place(), "property '" + part.name() + "' is missing");
  }

  private static Object create(Constructor<?> constructor, Object[] values, Place place) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException invalid) {
        throw CatalogException.at(place, invalid.getMessage());
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
