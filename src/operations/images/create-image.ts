import { ConflictError } from '../../errors/conflict-error.js';
import { describeType, isRecord } from '../../errors/describe-type.js';
import { failureMessage } from '../../errors/failure-message.js';
import { InputCheck } from '../../errors/input-check.js';
import type { CreateImageInput } from '../../model/create-image-input.js';
import type { WorkerImage } from '../../model/worker-image.js';
import { SOURCE_INSTANCE_TAG } from '../../tags/snapshot-tags.js';
import { checkTags } from '../../tags/tag-rules.js';
import { settlingMs } from '../launch/find-earlier-launch.js';
import { checkDescription } from '../snapshots/check-snapshot-inputs.js';
import { withLaunchGrace } from '../with-launch-grace.js';
import type { InstanceCall, WorkerContext } from '../worker-context.js';

const NAME = /^[A-Za-z0-9()[\]. /'@_-]{3,128}$/;
const DELAY_MS = 1_000;

/** Every state in which an image keeps its name to itself. */
const STATES = ['pending', 'available', 'invalid', 'transient', 'failed', 'error', 'disabled'] as const;

/** Makes an image of a worker, once for a name. */
export async function createImage(
  context: WorkerContext,
  call: InstanceCall,
  given: CreateImageInput,
): Promise<WorkerImage> {
  const input = checkInput(given, call);
  const { imageMaker } = context.resources;
  const earlier = await findByName(context, call, input.name);
  if (earlier !== undefined) return ofThisWorker(context, call, earlier);
  const imageId = await withLaunchGrace(context, call, () => imageMaker.create(call.instanceId, input, call));
  const made = await findUntilShown(context, call, input.name);
  if (made !== undefined) return ofThisWorker(context, call, made);
  if (imageId === undefined) throw nameTaken(context, call, input.name, 'one that EC2 does not show');
  return unseen(context, imageId, input);
}

/** EC2 may not show yet what was made, by this request or by another one. */
async function findUntilShown(
  context: WorkerContext,
  call: InstanceCall,
  name: string,
): Promise<WorkerImage | undefined> {
  const { clock } = context;
  const endsAt = clock.now() + settlingMs(context);
  for (;;) {
    const found = await findByName(context, call, name);
    const remaining = endsAt - clock.now();
    if (found !== undefined || remaining <= 0) return found;
    await clock.sleep(Math.min(DELAY_MS, remaining), call.abortSignal);
  }
}

async function findByName(
  context: WorkerContext,
  call: InstanceCall,
  name: string,
): Promise<WorkerImage | undefined> {
  const { imageReader } = context.resources;
  const query = { name, owners: ['self'], states: STATES, includeDeprecated: true };
  const found = await imageReader.find({ ...query, architecture: undefined }, call);
  // EC2 takes a name for a pattern, in which a bracket or a dot is only itself.
  const image = found.find((one) => one.name === name);
  if (image === undefined) return undefined;
  const { rootDeviceName: _, ...worker } = image;
  return worker;
}

/** @throws ConflictError for an image that was made of something else. */
function ofThisWorker(context: WorkerContext, call: InstanceCall, image: WorkerImage): WorkerImage {
  if (image.tags[SOURCE_INSTANCE_TAG] === call.instanceId) return image;
  throw nameTaken(context, call, image.name ?? '', image.imageId);
}

function nameTaken(
  { region }: WorkerContext,
  { operation, instanceId }: InstanceCall,
  name: string,
  imageId: string,
): ConflictError {
  const instanceIds = [instanceId];
  const text = `the name "${name}" belongs to another image, ${imageId}`;
  const advice = 'Take another name, or deregister that image first.';
  const message = failureMessage({ operation, region, instanceIds, text, advice });
  return new ConflictError({ operation, region, instanceIds, message, conflictsWith: 'name' });
}

function unseen({ region }: WorkerContext, imageId: string, input: CreateImageInput): WorkerImage {
  return {
    imageId,
    region,
    name: input.name,
    description: input.description,
    createdAt: undefined,
    state: 'pending',
    architecture: undefined,
    ownerId: undefined,
    deprecatedAt: undefined,
    tags: input.tags ?? {},
  };
}

/** A copy, since the caller may go on to change the object. @throws InvalidParameterError */
function checkInput(input: CreateImageInput, { operation, instanceId }: InstanceCall): CreateImageInput {
  const check = new InputCheck(operation);
  check.about(isRecord(input), 'input', 'an object', describeType(input));
  const { name, description, tags, reboot } = input;
  const isName = typeof name === 'string' && NAME.test(name);
  check.that(isName, 'name', "3 to 128 letters, digits, spaces and ()[]./-'@_", name);
  checkDescription(description, check);
  if (tags !== undefined && !(isRecord(tags) && Object.keys(tags).length === 0)) checkTags(tags, operation);
  const isFlag = reboot === undefined || typeof reboot === 'boolean';
  check.that(isFlag, 'reboot', 'true or false', reboot);
  return { name, description, reboot, tags: { ...tags, [SOURCE_INSTANCE_TAG]: instanceId } };
}
