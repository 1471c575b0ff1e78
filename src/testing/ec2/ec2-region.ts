import type { BlockDeviceMapping, Image, Tag } from '@aws-sdk/client-ec2';
import type { Clock } from '../../time/clock.js';
import type { RegionDirectory } from '../regions.js';
import type { ParameterStore } from '../ssm/parameter-store.js';
import { ServiceError } from '../wire/service-error.js';
import type { IdFactory } from './id-factory.js';
import { LaunchMemory } from './launch-memory.js';
import { LaunchSupply } from './launch-supply.js';
import type { LaunchTemplateRecord } from './launch-template-record.js';
import type { SimulatedLimits } from './limits.js';
import { describeImage, type SimulatedImage } from './simulated-image.js';
import type { SimulatedInstance } from './simulated-instance.js';
import { RegionNetwork, type SubnetRecord } from './simulated-network.js';
import type { SimulatedSnapshot } from './simulated-snapshot.js';
import type { SimulatedVolume } from './simulated-volume.js';
import { SpotPriceBoard } from './spot-price-board.js';
import { durationFor, type Timing } from './timing.js';

/** What all regions of a simulated account share. */
export interface Ec2Account {
  readonly accountId: string;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly limits: SimulatedLimits;
  readonly terminatedVisibleMs: number;
  readonly ids: IdFactory;
  /** The regions of what was put into one, by id. */
  readonly homes: Map<string, string>;
  /** What SSM keeps, for images that a launch names by a parameter. */
  readonly parameters: ParameterStore;
  readonly regions: RegionDirectory;
}

const INSTANCE_ID = /^i-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** EC2's memory of one region. */
export class Ec2Region {
  readonly name: string;
  readonly account: Ec2Account;
  readonly launches: LaunchMemory = new LaunchMemory();
  readonly images: Map<string, Image> = new Map();
  readonly volumes: Map<string, SimulatedVolume> = new Map();
  readonly snapshots: Map<string, SimulatedSnapshot> = new Map();
  /** Images that were there once. */
  readonly deregistered: Set<string> = new Set();
  readonly spotPrices: SpotPriceBoard = new SpotPriceBoard();
  readonly launchTemplates: Map<string, LaunchTemplateRecord> = new Map();
  readonly network: RegionNetwork;
  readonly supply: LaunchSupply;
  readonly #instances = new Map<string, SimulatedInstance>();
  readonly #tags = new Map<string, ReadonlyMap<string, string>>();

  constructor(name: string, account: Ec2Account) {
    this.name = name;
    this.account = account;
    this.network = new RegionNetwork(name);
    this.supply = new LaunchSupply(name);
  }

  get now(): number {
    return this.account.clock.now();
  }

  add(instance: SimulatedInstance): void {
    this.#instances.set(instance.instanceId, instance);
  }

  /** Every instance that callers can see now; what was terminated long ago is forgotten on the way. */
  instances(): SimulatedInstance[] {
    const visible: SimulatedInstance[] = [];
    for (const instance of this.#instances.values()) {
      if (this.#isVisible(instance)) visible.push(instance);
    }
    return visible;
  }

  /** How many more instances the account's limit allows; `Infinity` without a limit. */
  room(): number {
    return (this.account.limits.instances ?? Number.POSITIVE_INFINITY) - this.#present().length;
  }

  /** The instances that occupy a machine of AWS: neither stopped nor terminated. */
  instancesInUse(): readonly SimulatedInstance[] {
    const { now } = this;
    return this.#present().filter((instance) => instance.state(now) !== 'stopped');
  }

  /** How many more instances a subnet has addresses for; a stopped one keeps its own. */
  addressesLeft({ subnetId, addresses }: SubnetRecord): number {
    const taken = this.#present().filter(({ birth }) => birth.specification.location.subnetId === subnetId);
    return Math.max(0, addresses - taken.length);
  }

  /** The instance, whether callers can see it yet or not. */
  known(instanceId: string): SimulatedInstance | undefined {
    return this.#instances.get(instanceId);
  }

  find(instanceId: string): SimulatedInstance | undefined {
    const instance = this.#instances.get(instanceId);
    return instance !== undefined && this.#isVisible(instance) ? instance : undefined;
  }

  /**
   * The named instances, each once, in the order of the ids.
   *
   * @throws ServiceError `InvalidInstanceID.Malformed` or `.NotFound`, for the whole list, naming all that are missing.
   */
  require(instanceIds: readonly string[]): SimulatedInstance[] {
    const ids = [...new Set(instanceIds)];
    const malformed = ids.find((id) => !INSTANCE_ID.test(id));
    if (malformed !== undefined) {
      throw new ServiceError('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
    }
    const missing = ids.filter((id) => this.find(id) === undefined);
    if (missing.length > 0) throw notFound(missing);
    return ids.flatMap((id) => this.find(id) ?? []);
  }

  /** Adds an image to find, with the volumes of an instance if it was made of one. @returns Its id. */
  addImage(image: SimulatedImage, volumes?: BlockDeviceMapping[]): string {
    const imageId = image.imageId ?? this.account.ids.next('ami');
    this.account.homes.set(imageId, this.name);
    this.deregistered.delete(imageId);
    const described = describeImage(image, imageId, this.account.accountId, this.now);
    this.images.set(
      imageId,
      volumes === undefined ? described : { ...described, BlockDeviceMappings: volumes },
    );
    this.setTags(imageId, Object.entries(image.tags ?? {}));
    return imageId;
  }

  forgetImage(imageId: string): void {
    this.images.delete(imageId);
    this.#tags.delete(imageId);
    this.deregistered.add(imageId);
  }

  forgetSnapshot(snapshotId: string): void {
    this.snapshots.delete(snapshotId);
    this.#tags.delete(snapshotId);
  }

  tagsOf(resourceId: string): Tag[] {
    return [...(this.#tags.get(resourceId) ?? [])].map(([Key, Value]) => ({ Key, Value }));
  }

  tag(resourceId: string, key: string): string | undefined {
    return this.#tags.get(resourceId)?.get(key);
  }

  setTags(resourceId: string, tags: Iterable<readonly [string, string]>): void {
    this.#tags.set(resourceId, new Map(tags));
  }

  /** Every instance that is not terminated, whether callers can see it yet or not. */
  #present(): readonly SimulatedInstance[] {
    const { now } = this;
    return [...this.#instances.values()].filter((instance) => instance.terminatedAt(now) === undefined);
  }

  #isVisible(instance: SimulatedInstance): boolean {
    const { timing, terminatedVisibleMs } = this.account;
    const { now } = this;
    const terminatedAt = instance.terminatedAt(now);
    if (terminatedAt !== undefined && now >= terminatedAt + terminatedVisibleMs) {
      this.#forget(instance);
      return false;
    }
    return now >= instance.createdAt + durationFor(timing.visibleAfterMs, instance.instanceId);
  }

  #forget(instance: SimulatedInstance): void {
    this.#instances.delete(instance.instanceId);
    this.#tags.delete(instance.instanceId);
    this.#tags.delete(instance.birth.spotRequestId ?? '');
    for (const { volumeId, deleteOnTermination } of instance.birth.volumes) {
      if (!deleteOnTermination) continue;
      this.volumes.delete(volumeId);
      this.#tags.delete(volumeId);
    }
  }
}

function notFound(missing: readonly string[]): ServiceError {
  const message =
    missing.length === 1
      ? `The instance ID '${missing.join()}' does not exist`
      : `The instance IDs '${missing.join(', ')}' do not exist`;
  return new ServiceError('InvalidInstanceID.NotFound', message);
}
