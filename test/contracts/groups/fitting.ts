import { InvalidParameterError, ResourceNotFoundError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { ABROAD, type ClientContract, HOME, MISSING } from '../contract-world.js';

/** Images, fitness and types. */
export function describeFitting(contract: ClientContract): void {
  describeGroup('images', contract, (stage) => {
    it('are found by name among those of the caller, and read by id', async () => {
      const imageId = await stage.world.putImage('CML-2.9.1-Ubuntu-24.04');
      await stage.world.putImage('Other');

      const found = await stage.client.images.find({ name: 'CML-*' });
      const image = await stage.client.images.get(imageId);

      expect(found.map((each) => each.imageId)).toEqual([imageId]);
      expect(image).toMatchObject({
        imageId,
        region: HOME,
        name: 'CML-2.9.1-Ubuntu-24.04',
        state: 'available',
      });
      expect(image.createdAt).toBeInstanceOf(Date);
    });

    it('give workers their name', async () => {
      const amiId = await stage.world.putImage('CML-2.8.0-Ubuntu-24.04');
      const { instanceId, amiName } = await stage.launch({ amiId });

      const { amiName: read } = await stage.client.getInstanceDetails(instanceId);
      const listed = await stage.client.listInstances({ instanceIds: [instanceId] });

      expect(amiName).toBeUndefined();
      expect(read).toBe('CML-2.8.0-Ubuntu-24.04');
      expect(listed[0]?.amiName).toBe(read);
    });

    it('that do not exist, or are of another region, are not found', async () => {
      const imageId = await stage.world.putImage('at home');

      await expect(stage.client.images.get(MISSING.amiId)).rejects.toBeInstanceOf(ResourceNotFoundError);
      await expect(stage.client.images.get(imageId, { region: ABROAD })).rejects.toBeInstanceOf(
        ResourceNotFoundError,
      );
    });
  });

  describeGroup('checkFitness', contract, (stage) => {
    it.each([
      ['m5zn.metal', 'bare-metal', true],
      ['m8i.xlarge', 'nested', true],
      ['c5.2xlarge', 'none', false],
    ])('finds that %s has %s virtualisation', async (instanceType, virtualization, cmlCapable) => {
      const report = await stage.client.checkFitness({ instanceType });

      expect(report).toMatchObject({ virtualization, cmlCapable, launchable: true });
      expect(report.findings.map(({ code }) => code)).toEqual(
        cmlCapable ? [] : ['NO_HARDWARE_VIRTUALIZATION'],
      );
    });

    it('finds that subnet and security groups fit each other', async () => {
      const report = await stage.client.checkFitness({ instanceType: 'c5.2xlarge', ...stage.world.network });

      expect(report.launchable).toBe(true);
      expect(report.vpcId).toMatch(/^vpc-/);
      expect(report.availabilityZone).toMatch(new RegExp(`^${HOME}[a-f]$`));
    });

    it('fails for a type or a subnet that does not exist', async () => {
      const { client } = stage;

      await expect(client.checkFitness({ instanceType: 'c5.huge' })).rejects.toBeInstanceOf(
        InvalidParameterError,
      );
      await expect(
        client.checkFitness({ instanceType: 'c5.2xlarge', subnetId: MISSING.subnetId }),
      ).rejects.toBeInstanceOf(ResourceNotFoundError);
    });
  });

  describeGroup('changeInstanceType', contract, (stage) => {
    it('gives a stopped worker another type', async () => {
      const { client, world } = stage;
      const { instanceId } = await stage.launchRunning();
      await client.stopInstance(instanceId);
      await client.waitUntilStopped(instanceId, world.waitOptions);

      await client.changeInstanceType(instanceId, 'm5.xlarge');

      expect((await client.getInstanceDetails(instanceId)).instanceType).toBe('m5.xlarge');
    });

    stage.itWhere('stateRules')('is refused while the worker runs', async () => {
      const { instanceId } = await stage.launchRunning();

      const change = stage.client.changeInstanceType(instanceId, 'm5.xlarge');

      await expect(change).rejects.toMatchObject({ kind: 'incorrect-state' });
    });
  });
}
