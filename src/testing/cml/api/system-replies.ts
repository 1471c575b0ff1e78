import type { SimulatedCmlBehavior } from '../simulated-cml-host-options.js';

const COMPUTE_ID = 'aaaaaaaa-0000-4000-8000-000000000001';
const HOSTNAME = 'cml-controller';
const GIB = 1_073_741_824;
const DISK_BYTES = 64 * GIB;

/** What a host reports of itself. */
export interface SystemState {
  readonly behavior: SimulatedCmlBehavior;
  readonly isReady: boolean;
  readonly isLicensed: boolean;
  readonly nodes: { readonly total: number; readonly running: number };
}

/** The answer of `/system_information`. */
export function describeInformation({ behavior, isReady }: SystemState): object {
  const { version, drift } = behavior;
  const more = drift === 'newer' ? { timeout: 86_400, features: ['sso'] } : {};
  return { version, ready: isReady, allow_ssh_pubkey_auth: false, oui: '52:54:00:00:00:00', ...more };
}

/** The answer of `/system_health`; others than admins are told less. */
export function describeHealth({ behavior, isReady, isLicensed }: SystemState, isAdmin: boolean): object {
  const { health, drift } = behavior;
  const controllerUp = health !== 'controller-not-ready';
  const valid = health === 'healthy' && isReady;
  return {
    valid: isAdmin ? valid : null,
    is_licensed: isAdmin ? isLicensed : null,
    is_enterprise: true,
    computes: isAdmin ? { [COMPUTE_ID]: describeCompute(behavior, isReady) } : {},
    controller: {
      core_connected: controllerUp,
      nodes_loaded: true,
      images_loaded: health !== 'images-missing',
      valid: controllerUp,
      ...(drift === 'newer' ? { airhandler: true, dispatcher: true, ipsnooper: true, pcapdemux: true } : {}),
    },
  };
}

function describeCompute({ health, drift }: SimulatedCmlBehavior, isReady: boolean): object {
  const isUp = health !== 'compute-not-ready' && isReady;
  const canRun = health !== 'no-kvm' && health !== 'few-cpus';
  const overloads = { cpu_overload: false, memory_overload: false, disk_overload: false };
  return {
    kvm_vmx_enabled: health !== 'no-kvm',
    enough_cpus: health !== 'few-cpus',
    lld_connected: true,
    lld_synced: isUp,
    libvirt: true,
    fabric: isUp,
    device_mux: true,
    refplat_images_available: health !== 'images-missing',
    docker_shim: true,
    valid: health === 'healthy' && isReady,
    admission_state: isUp && canRun ? 'READY' : 'ONLINE',
    is_controller: true,
    hostname: HOSTNAME,
    ...(drift === 'newer' ? overloads : {}),
  };
}

/** The answer of `/system_stats`. */
export function describeStats({ behavior, nodes }: SystemState): object {
  const { diskFreeShare, drift } = behavior;
  const free = Math.round(DISK_BYTES * diskFreeShare);
  const disk = { used: DISK_BYTES - free, free, total: DISK_BYTES };
  const memory = { used: 10 * GIB, free: 54 * GIB, total: 64 * GIB };
  const cpu = { count: 8, percent: 12.5 };
  return {
    computes: {
      [COMPUTE_ID]: {
        hostname: HOSTNAME,
        is_controller: true,
        stats: {
          cpu: {
            ...cpu,
            model: 'Simulated CPU',
            predicted: 4,
            load: [0.2, 0.2, 0.1],
            ...(drift === '2.9.0' ? {} : { hyperthreading: true }),
          },
          memory,
          disk,
          dominfo: {
            total_nodes: nodes.total,
            total_orphans: 0,
            running_nodes: nodes.running,
            running_orphans: 0,
            allocated_cpus: nodes.running,
            allocated_memory: nodes.running * 524_288,
          },
        },
      },
    },
    all: { cpu, memory, disk },
    controller: { disk },
  };
}

/** The answer of `/diagnostics/startup_scheduler`. */
export function describeScheduler({ isReady, behavior }: SystemState): object {
  return {
    licensing_loaded: true,
    core_driver_connected: behavior.health !== 'controller-not-ready',
    node_definitions_loaded: true,
    lld_connected: true,
    lld_synced: isReady,
    system_ready: isReady,
  };
}
