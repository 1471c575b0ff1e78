import type { AwsRegion } from './aws-region.js';
import type { CallOptions } from './call-options.js';
import type { OpenUnion } from './open-union.js';
import type { Tags } from './tags.js';

/** What EC2 says of an image's readiness; only an `available` one can be launched. */
export type WorkerImageState = OpenUnion<
  'pending' | 'available' | 'invalid' | 'deregistered' | 'transient' | 'failed' | 'error' | 'disabled'
>;

/** The processor that an image is made for. */
export type WorkerImageArchitecture = OpenUnion<'x86_64' | 'arm64' | 'i386' | 'x86_64_mac' | 'arm64_mac'>;

/** Which images to find. */
export interface ImageQuery {
  /** A pattern, with EC2's wildcards: `*` for any text, `?` for one character. Default: every name. */
  readonly name?: string | undefined;
  /**
   * Whose images: account ids, `self`, `amazon` or `aws-marketplace`. Default `['self']`: anybody may publish an
   * image under any name, so an owner that is not trusted must not match. An empty list matches nothing.
   */
  readonly owners?: readonly string[] | undefined;
  /** Default: every one. */
  readonly architecture?: WorkerImageArchitecture | undefined;
  /** Also finds images that their owner has deprecated. Default `false`. */
  readonly includeDeprecated?: boolean | undefined;
  /** Default `['available']`, since no others can be launched. An empty list matches nothing. */
  readonly states?: readonly WorkerImageState[] | undefined;
}

/** A machine image. */
export interface WorkerImage {
  /** Such as `ami-0123456789abcdef0`. It names the image in this region only. */
  readonly imageId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** Such as `CML-2.7.0-Ubuntu-22.04`; `undefined` where EC2 tells none. */
  readonly name: string | undefined;
  /** Its owner's words. */
  readonly description: string | undefined;
  /** When it was made. */
  readonly createdAt: Date | undefined;
  /** Whether it can be launched. */
  readonly state: WorkerImageState;
  /** The processor that it is made for. */
  readonly architecture: WorkerImageArchitecture | undefined;
  /** The account that owns it. */
  readonly ownerId: string | undefined;
  /** From when on its owner advises against it, which may be yet to come; `undefined` if never. */
  readonly deprecatedAt: Date | undefined;
  /** Its tags, as far as the caller may see them. */
  readonly tags: Tags;
}

/** How to wait for an image. */
export interface ImageWaitOptions extends CallOptions {
  /** In seconds, above 0. Default 3600. */
  readonly maxWaitTime?: number | undefined;
  /** The shortest time between two looks, in seconds, above 0. Default 5. */
  readonly minDelay?: number | undefined;
  /** The longest time between two looks, in seconds, at least `minDelay`. Default 15. */
  readonly maxDelay?: number | undefined;
}
