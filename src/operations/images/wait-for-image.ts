import { isRecord } from '../../errors/describe-type.js';
import { failureMessage } from '../../errors/failure-message.js';
import { IncorrectStateError } from '../../errors/incorrect-state-error.js';
import { InputCheck } from '../../errors/input-check.js';
import { ResourceNotFoundError } from '../../errors/resource-not-found-error.js';
import { IMAGE_ID } from '../../model/name-shapes.js';
import type { ImageWaitOptions, WorkerImage } from '../../model/worker-image.js';
import { waitForResource } from '../resources/wait-for-resource.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';

const MAX_WAIT_TIME = 3_600;

/** The states from which an image becomes available by itself. */
const ON_ITS_WAY: readonly string[] = ['pending', 'transient'];

/** Waits until an image can be launched. */
export async function waitForImage(
  context: WorkerContext,
  call: OperationCall,
  image: string | Pick<WorkerImage, 'imageId'>,
  options: ImageWaitOptions,
): Promise<WorkerImage> {
  const imageId: unknown = isRecord(image) ? image['imageId'] : image;
  const isId = typeof imageId === 'string' && IMAGE_ID.test(imageId);
  new InputCheck(call.operation).that(
    isId,
    'image',
    'an image, or an id such as ami-0123456789abcdef0',
    imageId,
  );
  const { imageReader } = context.resources;
  return await waitForResource<WorkerImage>(context, call, options, {
    maxWaitTime: MAX_WAIT_TIME,
    instanceIds: [],
    read: async () => {
      const [found] = await imageReader.read([String(imageId)], call);
      if (found === undefined) return undefined;
      const { rootDeviceName: _, ...worker } = found;
      return worker;
    },
    isReached: (seen) => {
      if (seen.state === 'available') return true;
      if (ON_ITS_WAY.includes(seen.state)) return false;
      const text = `the image ${seen.imageId} is ${seen.state}`;
      const advice = 'Deregister it, and make another one.';
      throw new IncorrectStateError(failure(context, call, text, advice));
    },
    missing: () => {
      const text = `there is no image ${String(imageId)} there that the caller may see`;
      const advice = 'Check the id, which differs from region to region.';
      return new ResourceNotFoundError(failure(context, call, text, advice));
    },
    describe: ({ state }) => state,
  });
}

function failure({ region }: WorkerContext, { operation }: OperationCall, text: string, advice: string) {
  return { operation, region, message: failureMessage({ operation, region, text, advice }) };
}
