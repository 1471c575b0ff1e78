import { systemClock } from '../time/clock.js';
import { CloudWatchService } from './cloudwatch/cloudwatch-service.js';
import { DynamoDbService } from './dynamodb/dynamodb-service.js';
import { TableStore } from './dynamodb/table-store.js';
import { Ec2Service } from './ec2/ec2-service.js';
import { IdFactory } from './ec2/id-factory.js';
import { completeTiming } from './ec2/timing.js';
import { FaultPlan } from './faults/fault-plan.js';
import { FrontDoor } from './front-door.js';
import { SimulatedIam } from './iam/simulated-iam.js';
import { Authenticator } from './identity/authenticator.js';
import { CredentialStore } from './identity/credential-store.js';
import { PricingService } from './pricing/pricing-service.js';
import { RegionDirectory } from './regions.js';
import type { SimulatedAwsOptions } from './simulated-aws-options.js';
import { ParameterStore } from './ssm/parameter-store.js';
import { SsmService } from './ssm/ssm-service.js';
import { StsService } from './sts/sts-service.js';
import { type MovableTime, movableTime } from './time/movable-time.js';

const DEFAULT_ACCOUNT = '123456789012';
const HOUR_MS = 3_600_000;
const FIVE_MINUTES_MS = 300_000;

/** What a simulated AWS is made of. */
export interface AwsParts {
  readonly accountId: string;
  readonly time: MovableTime;
  /** How long a request is on its way. */
  readonly latencyMs: number;
  readonly faults: FaultPlan;
  readonly regions: RegionDirectory;
  readonly credentials: CredentialStore;
  readonly iam: SimulatedIam;
  readonly ec2: Ec2Service;
  readonly cloudWatch: CloudWatchService;
  readonly frontDoor: FrontDoor;
}

/** Makes the parts of a simulated AWS, and joins them. */
export function assembleAws(options: SimulatedAwsOptions): AwsParts {
  const { accountId = DEFAULT_ACCOUNT, clock: given = systemClock } = options;
  const time = movableTime(given);
  const { clock } = time;
  const timing = completeTiming(options.timing);
  const faults = new FaultPlan();
  const regions = new RegionDirectory(options.optedInRegions);
  const credentials = new CredentialStore(clock, accountId);
  const iam = new SimulatedIam();
  const parameters = new ParameterStore();
  const ec2 = new Ec2Service({
    accountId,
    clock,
    timing,
    limits: options.limits ?? {},
    terminatedVisibleMs: options.terminatedVisibleMs ?? HOUR_MS,
    ids: new IdFactory(),
    homes: new Map(),
    parameters,
    regions,
  });
  const cloudWatch = new CloudWatchService(clock);
  const maxClockSkewMs = options.maxClockSkewMs ?? FIVE_MINUTES_MS;
  const frontDoor = new FrontDoor({
    clock,
    faults,
    authenticator: new Authenticator(credentials, clock, maxClockSkewMs, regions),
    iam,
    services: {
      ec2,
      cloudwatch: cloudWatch,
      sts: new StsService(credentials, iam.roles),
      ssm: new SsmService(parameters, clock),
      dynamodb: new DynamoDbService(new TableStore(clock)),
      pricing: new PricingService(),
    },
  });
  return {
    accountId,
    time,
    latencyMs: timing.latencyMs,
    faults,
    regions,
    credentials,
    iam,
    ec2,
    cloudWatch,
    frontDoor,
  };
}
