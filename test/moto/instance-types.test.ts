import { EC2Client, type InstanceTypeInfo, paginateDescribeInstanceTypes } from '@aws-sdk/client-ec2';
import { SimulatedAws } from 'ec2-worker-client/testing';
import { expect, it } from 'vitest';
import { HOME } from '../contracts/contract-world.js';
import { describeOnMoto } from './describe-on-moto.js';

/** The figures that both servers have of a type, as moto took them from AWS. */
function figuresOf(info: InstanceTypeInfo): object {
  const { ProcessorInfo: processor, VCpuInfo: vcpu } = info;
  return {
    bareMetal: info.BareMetal,
    hypervisor: info.Hypervisor,
    currentGeneration: info.CurrentGeneration,
    burstable: info.BurstablePerformanceSupported,
    freeTier: info.FreeTierEligible,
    autoRecovery: info.AutoRecoverySupported,
    vcpus: vcpu?.DefaultVCpus,
    cores: vcpu?.DefaultCores,
    threadsPerCore: vcpu?.DefaultThreadsPerCore,
    memory: info.MemoryInfo?.SizeInMiB,
    architectures: processor?.SupportedArchitectures,
    clock: processor?.SustainedClockSpeedInGhz,
    features: processor?.SupportedFeatures,
    manufacturer: processor?.Manufacturer,
    usage: info.SupportedUsageClasses,
  };
}

async function figures(client: EC2Client): Promise<ReadonlyMap<string, object>> {
  const found = new Map<string, object>();
  for await (const { InstanceTypes = [] } of paginateDescribeInstanceTypes({ client }, {})) {
    for (const info of InstanceTypes) found.set(info.InstanceType ?? '', figuresOf(info));
  }
  client.destroy();
  return found;
}

describeOnMoto("the simulator's table of instance types", (moto) => {
  it("has moto's figures, which are AWS's", async () => {
    const { requestHandler, credentials } = new SimulatedAws();
    const config = { region: HOME, credentials };

    const simulated = await figures(new EC2Client({ ...config, requestHandler }));
    const real = await figures(new EC2Client({ ...config, endpoint: moto().url }));

    expect(simulated.size).toBeGreaterThan(70);
    for (const [name, info] of simulated) expect({ name, ...info }).toEqual({ name, ...real.get(name) });
  });
});
