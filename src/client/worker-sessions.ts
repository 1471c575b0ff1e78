import { loadEc2Sdk } from '../ec2/ec2-connection.js';
import { partitionOf } from '../model/aws-partition.js';
import type { AwsRegion } from '../model/aws-region.js';
import { ClientCredentials, type CredentialIdentity, type Credentials } from './client-credentials.js';
import { destroyedClient } from './destroyed-client.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { checkRegion, missingRegion } from './region.js';
import { sessionOptions } from './session-options.js';
import { WorkerSession } from './worker-session.js';

/** A client's sessions, one for each region it is used in, and its default region. */
export class WorkerSessions {
  /** The default region as far as it is known without reading a file. */
  readonly region: AwsRegion | undefined;
  readonly #options: Ec2WorkerClientOptions;
  readonly #sessions = new Map<string, WorkerSession>();
  readonly #credentials: ClientCredentials;
  #profileRegion: Promise<AwsRegion> | undefined;
  #resolvedRegion: AwsRegion | undefined;
  #destroyed = false;

  constructor(options: Ec2WorkerClientOptions, region: AwsRegion | undefined) {
    this.#options = options;
    this.region = region;
    this.#credentials = new ClientCredentials(options, () => this.knownRegion);
  }

  get isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The default region, once it is known: from the start, or since the profile was read. */
  get knownRegion(): AwsRegion | undefined {
    return this.region ?? this.#resolvedRegion;
  }

  /** The session of a region, made when it is first asked for. */
  in(region: AwsRegion, operation: string): WorkerSession {
    if (this.#destroyed) throw destroyedClient(operation);
    const known = this.#sessions.get(region);
    if (known !== undefined) return known;
    checkRegion(region, operation);
    const session = new WorkerSession(sessionOptions(this.#options, region), this.#credentials);
    this.#sessions.set(region, session);
    return session;
  }

  /**
   * The session that knows of all regions that a region is among. A client that was handed in is of one region
   * alone, which then has to do.
   */
  async directoryOf(region: AwsRegion, operation: string): Promise<WorkerSession> {
    const isHandedIn = typeof this.#options.ec2 === 'object';
    return this.in(
      isHandedIn ? await this.resolveRegion(operation) : partitionOf(region).mainRegion,
      operation,
    );
  }

  /** The client's own credentials, which it has been given or has a role for. */
  async identity(): Promise<CredentialIdentity> {
    const credentials = await this.#credentials.get();
    if (credentials === undefined) throw new Error('This client leaves its credentials to the AWS SDK.');
    const provide = credentials as Credentials | ((given: object) => Promise<CredentialIdentity>);
    return typeof provide === 'function' ? await provide({}) : provide;
  }

  /** The default region, which may take reading the profile's configuration. */
  async resolveRegion(operation: string): Promise<AwsRegion> {
    const region = this.knownRegion ?? (await this.#readProfileRegionOnce(operation));
    checkRegion(region, operation);
    this.#resolvedRegion = region;
    return region;
  }

  /** Destroys every session. Calls made afterwards are refused. */
  destroy(): void {
    this.#destroyed = true;
    for (const session of this.#sessions.values()) session.destroy();
    this.#credentials.destroy();
    this.#sessions.clear();
  }

  async #readProfileRegionOnce(operation: string): Promise<AwsRegion> {
    this.#profileRegion ??= this.#readProfileRegion();
    try {
      return await this.#profileRegion;
    } catch (cause) {
      // The configuration may be mended meanwhile, so the next call reads it again.
      this.#profileRegion = undefined;
      throw missingRegion(operation, cause);
    }
  }

  async #readProfileRegion(): Promise<AwsRegion> {
    const { profile, ec2 } = this.#options;
    const given = typeof ec2 === 'function' ? undefined : ec2;
    if (given !== undefined) return await given.config.region();
    const sdk = await loadEc2Sdk();
    const probe = new sdk.EC2Client(profile === undefined ? {} : { profile });
    try {
      return await probe.config.region();
    } finally {
      probe.destroy();
    }
  }
}
