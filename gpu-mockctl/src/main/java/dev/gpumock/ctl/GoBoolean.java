package dev.gpumock.ctl;

import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What Go's strconv.ParseBool, and so nvidia-ctk, takes for true and false. */
final class GoBoolean implements ITypeConverter<Boolean> {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  @Override
  public Boolean convert(String value) {
    if (!TRUE.contains(value) && !FALSE.contains(value)) {
      throw new TypeConversionException("'" + value + "' is neither true nor false");
    }
    return TRUE.contains(value);
  }
}
