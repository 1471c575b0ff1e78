/** How full a store is. */
export interface CmlCapacity {
  /** In bytes, as the host has it; free and used need not add up to the total, for some is held in reserve. */
  readonly usedBytes: number;
  /** In bytes. */
  readonly freeBytes: number;
  /** In bytes. */
  readonly totalBytes: number;
  /** The share that cannot be used any more, 0 to 1: what is not free. */
  readonly usedShare: number;
}

/** The processors of a host, or of all hosts. */
export interface CmlCpu {
  /** How many there are. */
  readonly count: number | undefined;
  /** How busy they are, 0 to 100. */
  readonly percent: number | undefined;
}

/** The nodes on a host. */
export interface CmlNodeCounts {
  /** Those of all labs. */
  readonly total: number | undefined;
  /** Those that run. */
  readonly running: number | undefined;
  /** The processors that were promised to them. */
  readonly allocatedCpus: number | undefined;
  /** The memory that was promised to them, in bytes; CML counts it in KiB. */
  readonly allocatedMemoryBytes: number | undefined;
}

/** One compute host of a CML installation; a worker has just one, its controller. */
export interface CmlComputeStats {
  /** CML's id of it. */
  readonly computeId: string;
  /** Its name. */
  readonly hostname: string | undefined;
  /** Whether it is the controller as well. */
  readonly isController: boolean | undefined;
  /** Its processors. */
  readonly cpu: CmlCpu | undefined;
  /** Its memory. */
  readonly memory: CmlCapacity | undefined;
  /** Its disk. */
  readonly disk: CmlCapacity | undefined;
  /** Its nodes. */
  readonly nodes: CmlNodeCounts;
}

/** How busy and how full a CML host is. What it does not report is `undefined`, never 0. */
export interface CmlStats {
  /** All processors together. */
  readonly cpu: CmlCpu | undefined;
  /** All memory together. */
  readonly memory: CmlCapacity | undefined;
  /** All disks together. */
  readonly disk: CmlCapacity | undefined;
  /** The disk of the controller, which holds the images. */
  readonly controllerDisk: CmlCapacity | undefined;
  /** The nodes of all computes; a figure that one of them does not report is `undefined`. */
  readonly nodes: CmlNodeCounts;
  /** Each compute host. */
  readonly computes: readonly CmlComputeStats[];
}
