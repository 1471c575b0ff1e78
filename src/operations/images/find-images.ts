import type { PortCall } from '../../ec2/ec2-port.js';
import type { FullImageQuery, LaunchableImage } from '../../ec2/image-port.js';
import { describeType, isRecord } from '../../errors/describe-type.js';
import { failureMessage } from '../../errors/failure-message.js';
import { InputCheck, isText } from '../../errors/input-check.js';
import { ResourceNotFoundError } from '../../errors/resource-not-found-error.js';
import { IMAGE_ID } from '../../model/name-shapes.js';
import type { ImageQuery, WorkerImage } from '../../model/worker-image.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';

const OWNER = /^(?:\d{12}|self|amazon|aws-marketplace|aws-backup-vault)$/;

/** Finds images by name and owner, the newest first. */
export async function findImages(
  context: WorkerContext,
  call: OperationCall,
  query: ImageQuery,
): Promise<WorkerImage[]> {
  const full = checkQuery(query, call.operation);
  if (full.owners.length === 0 || full.states.length === 0) return [];
  const images = await context.images.find(full, call);
  return images.toSorted(byAge).map(withoutDevice);
}

/** Reads an image. */
export async function getImage(
  context: WorkerContext,
  call: OperationCall,
  imageId: string,
): Promise<WorkerImage> {
  new InputCheck(call.operation).that(
    isText(imageId) && IMAGE_ID.test(imageId),
    'imageId',
    'an image id such as ami-0123456789abcdef0',
    imageId,
  );
  return withoutDevice(await readImage(context, call, imageId));
}

/** The device of an image's root volume; `undefined` for an image without one. */
export async function readRootDevice(
  context: WorkerContext,
  call: PortCall,
  imageId: string,
): Promise<string | undefined> {
  const { rootDeviceName } = await readImage(context, call, imageId);
  return rootDeviceName;
}

async function readImage(context: WorkerContext, call: PortCall, imageId: string): Promise<LaunchableImage> {
  const [image] = await context.images.read([imageId], call);
  if (image !== undefined) return image;
  const { operation } = call;
  const { region } = context;
  const text = `there is no image ${imageId} there that the caller may see`;
  const advice = 'Check the id, which differs from region to region, and that its owner shares the image.';
  throw new ResourceNotFoundError({
    operation,
    region,
    clientToken: call.clientToken,
    message: failureMessage({ operation, region, text, advice }),
  });
}

/** Of two images without a time the id decides, so that the order is always the same. */
function byAge(one: LaunchableImage, other: LaunchableImage): number {
  const time = ({ createdAt }: LaunchableImage): number => createdAt?.getTime() ?? 0;
  return time(other) - time(one) || one.imageId.localeCompare(other.imageId);
}

function withoutDevice({ rootDeviceName: _, ...image }: LaunchableImage): WorkerImage {
  return image;
}

function checkQuery(query: ImageQuery, operation: string): FullImageQuery {
  const check = new InputCheck(operation);
  check.about(isRecord(query), 'query', 'an object', describeType(query));
  const { name, owners = ['self'], architecture, includeDeprecated, states = ['available'] } = query;
  check.that(name === undefined || isText(name), 'name', 'a pattern, not empty', name);
  checkTexts(owners, 'owners', check);
  for (const owner of owners) {
    check.that(OWNER.test(owner), 'owners', 'account ids, self, amazon or aws-marketplace', owner);
  }
  checkTexts(states, 'states', check);
  const isArchitecture = architecture === undefined || isText(architecture);
  check.that(isArchitecture, 'architecture', 'such as x86_64 or arm64', architecture);
  const isFlag = includeDeprecated === undefined || typeof includeDeprecated === 'boolean';
  check.that(isFlag, 'includeDeprecated', 'true or false', includeDeprecated);
  return { name, owners, architecture, includeDeprecated, states };
}

function checkTexts(list: unknown, parameter: string, check: InputCheck): void {
  check.that(Array.isArray(list) && list.every(isText), parameter, 'a list of texts', list);
}
