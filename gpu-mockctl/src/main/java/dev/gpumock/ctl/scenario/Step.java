package dev.gpumock.ctl.scenario;

import java.util.List;
import java.util.Optional;

/** One step of a scenario: the first eight act, the others look. */
sealed interface Step {
  /**
   * @param times how often the file's objects are made; each time another {@code ${i}}
   */
  record Apply(String file, Count times) implements Step {}

  record DeleteFile(String file, Count times) implements Step {}

  /**
   * @param what as kubectl takes it, such as {@code pod/name}
   * @param untilGone waits until it is gone; else only the request is made
   */
  record Delete(String what, boolean untilGone) implements Step {}

  /**
   * @param workload one of {@link Workload}
   */
  record Restart(Workload workload) implements Step {}

  /** The node that scenarios use becomes another machine, until the scenario ends. */
  record BecomeMachine(String name) implements Step {}

  /** The node of a pod is powered on or off. */
  record Power(String pod, boolean on) implements Step {}

  record Exec(String pod, Optional<String> container, List<String> command) implements Step {
    public Exec {
      command = List.copyOf(command);
    }
  }

  record Repeat(int times, List<Step> steps) implements Step {
    public Repeat {
      steps = List.copyOf(steps);
    }
  }

  /**
   * @param names of pods; {@code *} stands for any characters
   * @param count how many there are in all; absent if each name is one pod
   * @param are the phase; Running means ready too
   * @param seconds for how long they must stay so
   */
  record Pods(List<String> names, Optional<Count> count, Phase are, int seconds) implements Step {
    public Pods {
      names = List.copyOf(names);
    }
  }

  /**
   * Each container that asks for GPUs sees those that it was given, whoever is asked.
   *
   * @param each how many GPUs a container sees; absent if the API alone says it
   * @param distinct how many different GPUs all of them see
   */
  record Gpus(List<String> pods, Optional<Count> each, Optional<Count> distinct) implements Step {
    public Gpus {
      pods = List.copyOf(pods);
    }
  }

  /**
   * The cluster offers all GPUs of the node that the pod is on, and they are those that it had when
   * this step was done before, in the same scenario with the same pod's name.
   */
  record Node(String pod) implements Step {}

  /** Pods are in the NVLink domains of their nodes, and nodes of one rack are in one domain. */
  record Fabric(List<String> pods) implements Step {
    public Fabric {
      pods = List.copyOf(pods);
    }
  }

  /**
   * The driver root of the node that scenarios use has the files of one machine, and no other's.
   */
  record DriverRoot() implements Step {}

  /** The ResourceSlices of the node that scenarios use have the GPUs of its driver. */
  record Slices() implements Step {}

  /**
   * @param of the object, as {@code pod/name}
   */
  record Event(String of, String reason, String text) implements Step {}

  /**
   * @param what is no longer there, as kubectl takes it
   */
  record Gone(String what) implements Step {}

  record Log(String pod, Optional<String> container, String text) implements Step {}
}
