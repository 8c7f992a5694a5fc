package dev.gpumock.topo;

/**
 * The temperature in degrees Celsius that the fan is driven for, on boards that have such a target.
 *
 * @param min the lowest that it can be set to; likewise {@code max}
 */
public record TargetTemperature(int celsius, int min, int max) {
  public TargetTemperature {
    Check.range("min", min, 1, 200);
    Check.range("max", max, min, 200);
    Check.range("celsius", celsius, min, max);
  }
}
