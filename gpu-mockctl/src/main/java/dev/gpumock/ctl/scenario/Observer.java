package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what lies on nodes, by a pod on each that sees the driver root, and the folder of CDI files
 * if there is one, read-only. Such a pod is made when a node is first asked about.
 */
final class Observer {
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %1$s, labels: {gpu-mock.dev/observer: ""}}
      spec:
        nodeName: %2$s
        terminationGracePeriodSeconds: 0
        automountServiceAccountToken: false
        tolerations: [{operator: Exists}]
        volumes:
          - {name: driver, hostPath: {path: %3$s, type: Directory}}
          - {name: cdi, %4$s}
        containers:
          - name: observer
            image: %5$s
            imagePullPolicy: IfNotPresent
            command: [sleep, "86400"]
            securityContext:
              allowPrivilegeEscalation: false
              capabilities: {drop: [ALL]}
            volumeMounts:
              - {name: driver, mountPath: %3$s, readOnly: true}
              - {name: cdi, mountPath: /node-cdi, readOnly: true}
      """;
  private static final String PLUGIN_FILE = "k8s.device-plugin.nvidia.com-gpu.json";
  private static final Pattern VERSION = Pattern.compile("\\b\\d{3}(\\.\\d{2,3})+\\b");
  private static final String INFORMATION =
      "for f in %s/proc/driver/nvidia/gpus/*/information; do echo \"== $f\"; cat \"$f\"; done";

  private final RunSettings settings;
  private final String namespace;
  private final boolean cdi;
  private final Set<String> made = new HashSet<>();

  /**
   * @param cdi whether nodes have a folder of CDI files
   */
  Observer(RunSettings settings, String namespace, boolean cdi) {
    this.settings = settings;
    this.namespace = namespace;
    this.cdi = cdi;
  }

  /** As when no node was asked about. */
  void forget() {
    made.clear();
  }

  /** As the node's driver library tells them. */
  SortedSet<String> uuids(String node) {
    SortedSet<String> uuids = new TreeSet<>();
    facts(node).nvml().forEach(gpu -> uuids.add(gpu.uuid()));
    return uuids;
  }

  NodeFacts facts(String node) {
    String root = settings.driverRoot();
    return NodeFacts.of(ask(node, readProc(root)), ask(node, queryLibrary(root)));
  }

  /** As the node's own nvidia-smi tells them. */
  Fabrics fabrics(String node) {
    return Fabrics.of(ask(node, settings.driverRoot() + "/bin/nvidia-smi", "-q"));
  }

  /** Names of files in a folder of the node's driver root. */
  List<String> names(String node, String folder) {
    String output = ask(node, "ls", "-1", settings.driverRoot() + "/" + folder);
    return output.lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /** Of the driver, as its /proc has it. */
  String driverVersion(String node) {
    String text = ask(node, "cat", settings.driverRoot() + "/proc/driver/nvidia/version");
    Matcher version = VERSION.matcher(text);
    return version.find() ? version.group() : "no version";
  }

  /** Prints every information file of a driver root. */
  static String[] readProc(String root) {
    return new String[] {"sh", "-c", INFORMATION.formatted(root)};
  }

  /** Asks the library of a driver root, where no device node hides a GPU. */
  static String[] queryLibrary(String root) {
    String program = root + "/bin/nvidia-smi";
    return new String[] {program, "--query-gpu=pci.bus_id,uuid", "--format=csv,noheader"};
  }

  /** The CDI specification of a claim, as the DRA driver names it. */
  JsonNode claimSpecification(String node, String claim) {
    return specification(node, claimFile(claim));
  }

  /** The CDI specification of all GPUs of a node, as the device plugin names it. */
  JsonNode pluginSpecification(String node) {
    return specification(node, PLUGIN_FILE);
  }

  private static String claimFile(String claim) {
    return "k8s.%s-claim_%s.yaml".formatted(Gpu.DRIVER, claim);
  }

  /** Names of the CDI files that a container's GPUs come from. */
  List<String> files(List<Allocation> allocations) {
    if (!cdi) {
      return List.of();
    }
    return allocations.isEmpty()
        ? List.of(PLUGIN_FILE)
        : allocations.stream().map(given -> claimFile(given.claim())).distinct().toList();
  }

  /** Of a CDI file. */
  String text(String node, String file) {
    return ask(node, "cat", "/node-cdi/" + file);
  }

  /** JSON is YAML. */
  private JsonNode specification(String node, String file) {
    try {
      return new YAMLMapper().readTree(text(node, file));
    } catch (JsonProcessingException e) {
      throw new ScenarioException("node %s: the CDI file %s is no YAML".formatted(node, file));
    }
  }

  private String ask(String node, String... command) {
    String pod = "observer-" + node;
    if (!made.contains(node)) {
      make(pod, node);
      made.add(node);
    }
    String[] words = {"exec", "-n", namespace, pod, "--"};
    String[] all = new String[words.length + command.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(command, 0, all, words.length, command.length);
    return settings.kubectl().text(all);
  }

  private void make(String pod, String node) {
    String root = settings.driverRoot();
    String parent = root.substring(0, root.lastIndexOf('/'));
    String files =
        cdi
            ? "hostPath: {path: %s, type: Directory}".formatted(settings.cdiFolder())
            : "emptyDir: {}";
    Program.Answer applied =
        settings
            .kubectl()
            .runWith(
                MANIFEST.formatted(pod, node, parent, files, settings.podImage()),
                "apply",
                "-n",
                namespace,
                "-f",
                "-");
    if (!applied.good()) {
      throw new ScenarioException("the pod that looks at node " + node + ": " + applied.reason());
    }
    String wait = "--timeout=" + settings.timeout().toSeconds() + "s";
    settings.kubectl().text("wait", "-n", namespace, "--for=condition=Ready", "pod/" + pod, wait);
  }
}
