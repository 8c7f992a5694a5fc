package dev.gpumock.topo;

/** How Windows drives a GPU, under WSL too: nvmlDriverModel_t, by number. */
public enum DriverModel {
  WDDM,
  /** WDM, which nvidia-smi calls TCC. */
  TCC,
  MCDM
}
