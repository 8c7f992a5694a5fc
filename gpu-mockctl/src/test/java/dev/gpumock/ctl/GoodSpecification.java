package dev.gpumock.ctl;

/** A specification with nothing wrong in it, of a vendor who is nobody. */
final class GoodSpecification {
  static final String TEXT =
      """
      cdiVersion: 0.5.0
      kind: vendor.com/device
      devices:
      - name: "0"
        containerEdits:
          deviceNodes:
          - path: /dev/a
            hostPath: /driver/dev/a
      containerEdits:
        mounts:
        - hostPath: /driver/lib/x.so
          containerPath: /lib/x.so
      """;

  private GoodSpecification() {}
}
