import { problem } from '../failures/advice.js';
import type { CmlProblem, CmlProblemCode } from '../model/cml-problem.js';
import { type Fields, fieldsOf, flagOf, textOf } from './fields.js';

/** What a host says of its own health. */
export interface HostHealth {
  /** `undefined` where it does not say, as to anybody but admins. */
  readonly licensed: boolean | undefined;
  readonly problems: readonly CmlProblem[];
}

/** The services of a compute that it needs to start nodes. */
const COMPUTE_SERVICES = [
  'lld_connected',
  'lld_synced',
  'libvirt',
  'fabric',
  'device_mux',
  'docker_shim',
] as const;

/** What the controller needs. */
const CONTROLLER_SERVICES = ['core_connected', 'nodes_loaded'] as const;

/** The state in which a compute may start nodes. */
const ADMITTED = 'READY';

/** Reads the answer of `/system_health`. */
export function readHealth(answer: unknown): HostHealth {
  const health = fieldsOf(answer);
  const licensed = flagOf(health['is_licensed']);
  const problems = [
    ...Object.values(fieldsOf(health['computes'])).flatMap((compute) => readCompute(fieldsOf(compute))),
    ...readController(fieldsOf(health['controller'])),
  ];
  if (flagOf(health['valid']) === false && problems.length === 0) {
    problems.push(problem('UNHEALTHY', 'CML says that it is not healthy'));
  }
  return { licensed, problems };
}

function readCompute(compute: Fields): CmlProblem[] {
  const name = `the compute ${textOf(compute['hostname']) ?? 'without a name'}`;
  const missing: string[] = COMPUTE_SERVICES.filter((service) => flagOf(compute[service]) === false);
  const admission = textOf(compute['admission_state']);
  if (admission !== undefined && admission !== ADMITTED) missing.push(`admission ${admission}`);
  return found([
    ['NO_KVM', flagOf(compute['kvm_vmx_enabled']) === false, `${name} cannot run KVM`],
    ['FEW_CPUS', flagOf(compute['enough_cpus']) === false, `${name} has too few CPUs`],
    [
      'IMAGES_MISSING',
      flagOf(compute['refplat_images_available']) === false,
      `${name} finds no reference platform images`,
    ],
    ['COMPUTE_NOT_READY', missing.length > 0, `${name} is not ready: ${missing.join(', ')}`],
    ['DISK_LOW', flagOf(compute['disk_overload']) === true, `${name} says that its disk is overcommitted`],
  ]);
}

function readController(controller: Fields): CmlProblem[] {
  const missing = CONTROLLER_SERVICES.filter((service) => flagOf(controller[service]) === false);
  return found([
    [
      'IMAGES_MISSING',
      flagOf(controller['images_loaded']) === false,
      'the controller has not loaded its images',
    ],
    ['COMPUTE_NOT_READY', missing.length > 0, `the controller is not ready: ${missing.join(', ')}`],
  ]);
}

function found(checks: readonly (readonly [CmlProblemCode, boolean, string])[]): CmlProblem[] {
  return checks.filter(([, isFound]) => isFound).map(([code, , text]) => problem(code, text));
}
