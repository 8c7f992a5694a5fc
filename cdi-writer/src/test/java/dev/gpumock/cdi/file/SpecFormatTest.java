package dev.gpumock.cdi.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.Specs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SpecFormatTest {
  private static final DeviceNode NODE =
      new DeviceNode(
          new ContainerPath("/dev/nvidia0"),
          Optional.of(new HostPath("/root/dev/nvidia0")),
          "",
          195,
          0,
          OptionalInt.of(0660),
          "rwm",
          OptionalLong.empty(),
          OptionalLong.of(44));
  private static final CdiSpec SPEC =
      Specs.of(
          Specs.env("A=<1>")
              .withHooks(List.of(Specs.hook("createContainer", "/bin/hook", "hook", "755"))),
          new Device(
              "0",
              Map.of("b.com/x", "true", "a.com/x", "y"),
              ContainerEdits.of(List.of(NODE), List.of(44L))
                  .withMounts(List.of(Specs.mount("/lib64/a")))));

  @Test
  void yamlHasTheIndentationOfTheToolkit() {
    String expected =
        """
        ---
        cdiVersion: 0.7.0
        kind: nvidia.com/gpu
        devices:
            - name: "0"
              annotations:
                a.com/x: "y"
                b.com/x: "true"
              containerEdits:
                deviceNodes:
                    - path: /dev/nvidia0
                      hostPath: /root/dev/nvidia0
                      major: 195
                      fileMode: 432
                      permissions: rwm
                      gid: 44
                mounts:
                    - hostPath: /root/lib64/a
                      containerPath: /lib64/a
                      options:
                        - ro
                        - nosuid
                        - nodev
                        - rbind
                        - rprivate
                additionalGids:
                    - 44
        containerEdits:
            env:
                - A=<1>
            hooks:
                - hookName: createContainer
                  path: /bin/hook
                  args:
                    - hook
                    - "755"
        """;
    assertEquals(expected, new String(SpecFormat.YAML.render(SPEC), StandardCharsets.UTF_8));
  }

  @Test
  void jsonIsOneLineThatIsSafeInHtml() {
    CdiSpec spec = Specs.of(ContainerEdits.EMPTY, Specs.device("0", Specs.env("A=<1>&\"\t\u2028")));
    assertEquals(
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"nvidia.com/gpu\",\"devices\":[{\"name\":\"0\","
            + "\"containerEdits\":{\"env\":[\"A=\\u003c1\\u003e\\u0026\\\"\\t\\u2028\"]}}],"
            + "\"containerEdits\":{}}",
        new String(SpecFormat.JSON.render(spec), StandardCharsets.UTF_8));
  }

  @Test
  void bothAreReadBackAsTheSameSpecification() {
    for (SpecFormat format : SpecFormat.values()) {
      SpecDocument document = SpecDocument.read(format.render(SPEC));
      assertEquals(List.of(), document.problems());
      assertEquals(Optional.of(SPEC), document.spec());
    }
  }

  @Test
  void formatIsKnownByTheFilesName() {
    assertEquals(Optional.of(SpecFormat.YAML), SpecFormat.ofFileName("/etc/cdi/a.yml"));
    assertEquals(Optional.of(SpecFormat.JSON), SpecFormat.ofFileName("a.JSON"));
    assertEquals(Optional.empty(), SpecFormat.ofFileName("a"));
  }
}
