/**
 * Scenarios: what a cluster with mock GPU nodes is told to do, and what must be seen then. They are
 * files of manifests and steps; this package reads them and carries them out through kubectl.
 */
package dev.gpumock.ctl.scenario;
