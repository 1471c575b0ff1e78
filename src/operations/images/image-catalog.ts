import type { PortCall } from '../../ec2/ec2-port.js';
import type { FullImageQuery, ImagePort, LaunchableImage } from '../../ec2/image-port.js';
import { toPlainData } from '../../errors/to-plain-data.js';
import type { Logger } from '../../model/logger.js';
import type { Clock } from '../../time/clock.js';
import { SharedWork } from '../../time/shared-work.js';

/** What the catalogue works with. */
export interface ImageCatalogParts {
  readonly port: ImagePort;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
}

/** For how long an image that could not be read is left alone; it may become visible, or readable, later. */
const UNREADABLE_MS = 5 * 60_000;

/** What is known of an image's name. */
interface Entry {
  readonly name: string | undefined;
  /** Until when that is believed: for ever of a name, which never changes. */
  readonly until: number;
}

/** Remembers the names of images, so that each image is asked for once, however many workers run on it. */
export class ImageCatalog {
  readonly #parts: ImageCatalogParts;
  readonly #entries = new Map<string, Entry>();
  readonly #lookUps = new Map<string, SharedWork<void>>();

  constructor(parts: ImageCatalogParts) {
    this.#parts = parts;
  }

  /** The name of an image, as far as it is known. */
  nameOf(imageId: string): string | undefined {
    return this.#entries.get(imageId)?.name;
  }

  /** Notes the name that a launch was told; what EC2 has told before is believed more. */
  noteTold(imageId: string, name: string | undefined): void {
    if (name !== undefined && this.nameOf(imageId) === undefined) this.#note(imageId, name);
  }

  /** Finds images, and remembers their names. */
  async find(query: FullImageQuery, call: PortCall): Promise<readonly LaunchableImage[]> {
    return this.#noteRead(await this.#parts.port.find(query, call));
  }

  /** Reads images, and remembers their names. One that does not exist is left out. */
  async read(imageIds: readonly string[], call: PortCall): Promise<readonly LaunchableImage[]> {
    return this.#noteRead(await this.#parts.port.read(imageIds, call));
  }

  /**
   * Makes the names of images known, those that are not yet in one request. A name that cannot be had is no
   * reason to fail; only the caller's own abort is.
   */
  async load(imageIds: readonly string[], { operation, abortSignal }: PortCall): Promise<void> {
    const unknown = [...new Set(imageIds)].filter((id) => id.startsWith('ami-') && !this.#isKnown(id));
    const fresh = unknown.filter((id) => this.#lookUps.get(id)?.isAbandoned !== false);
    if (fresh.length > 0) {
      const lookUp = new SharedWork((signal) => this.#lookUp(fresh, { operation, abortSignal: signal }));
      for (const id of fresh) this.#lookUps.set(id, lookUp);
    }
    const pending = new Set(unknown.flatMap((id) => this.#lookUps.get(id) ?? []));
    // A look-up may serve other callers as well, so an abort ends the wait for it and not yet the look-up.
    await Promise.all([...pending].map((lookUp) => lookUp.wait(abortSignal)));
  }

  async #lookUp(imageIds: readonly string[], call: PortCall): Promise<void> {
    const { clock, logger } = this.#parts;
    try {
      await this.read(imageIds, call);
    } catch (error) {
      // Nobody waits any more, and whoever asks next looks it up anew.
      if (call.abortSignal?.aborted === true) return;
      logger?.debug('The names of images could not be read', { imageIds, error: toPlainData(error) });
    }
    for (const id of imageIds) {
      this.#lookUps.delete(id);
      if (!this.#isKnown(id)) {
        this.#entries.set(id, { name: undefined, until: clock.now() + UNREADABLE_MS });
      }
    }
  }

  #isKnown(imageId: string): boolean {
    const entry = this.#entries.get(imageId);
    return entry !== undefined && this.#parts.clock.now() < entry.until;
  }

  #noteRead(images: readonly LaunchableImage[]): readonly LaunchableImage[] {
    for (const { imageId, name } of images) this.#note(imageId, name);
    return images;
  }

  #note(imageId: string, name: string | undefined): void {
    if (name !== undefined) this.#entries.set(imageId, { name, until: Number.POSITIVE_INFINITY });
  }
}
