package dev.gpumock.topo.catalog;

import java.lang.reflect.RecordComponent;

/**
 * The type of a record's component. The JDK's own model of generic types takes a process that has
 * just begun longer to make, for each component, than the record.
 *
 * @param signature as the class file has it, {@code Ljava/util/List<Ljava/lang/Integer;>;}; empty
 *     of a type without an argument
 */
record ComponentType(Class<?> raw, String signature) {
  static ComponentType of(RecordComponent component) {
    String signature = component.getGenericSignature();
    return new ComponentType(component.getType(), signature == null ? "" : signature);
  }

  boolean isGeneric() {
    return !signature.isEmpty();
  }

  /** The only argument of a generic type. */
  ComponentType element() {
    String own = signature.substring(signature.indexOf('<') + 1, signature.lastIndexOf('>'));
    int arguments = own.indexOf('<');
    String name = own.substring(1, arguments < 0 ? own.length() - 1 : arguments);
    try {
      return new ComponentType(Class.forName(name.replace('/', '.')), arguments < 0 ? "" : own);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a record was loaded with it", e);
    }
  }

  // The two that the compiler would add are built at run time, which delays each start.

  @Override
  public boolean equals(Object other) {
    return other instanceof ComponentType type
        && raw == type.raw
        && signature.equals(type.signature);
  }

  @Override
  public int hashCode() {
    return signature.hashCode();
  }
}
