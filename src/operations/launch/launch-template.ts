import type { PortCall } from '../../ec2/ec2-port.js';
import type { TemplateTraits } from '../../ec2/launch-template-port.js';
import type { CreateInstanceInput, LaunchTemplateRef } from '../../model/create-instance-input.js';
import type { WorkerContext } from '../worker-context.js';

/** Reads what the template of a launch says; `undefined` for a launch without one. */
export async function readTemplate(
  { launchTemplates }: WorkerContext,
  call: PortCall,
  input: CreateInstanceInput,
): Promise<TemplateTraits | undefined> {
  const template = templateOf(input);
  // It is read anew each time: which version is the latest, or the default one, may have changed.
  return template === undefined ? undefined : await launchTemplates.read(template, call);
}

/** The caller's own overrides count before all else. */
function templateOf({ launchTemplate, overrides }: CreateInstanceInput): LaunchTemplateRef | undefined {
  const {
    LaunchTemplateId: id,
    LaunchTemplateName: name,
    Version: version,
  } = overrides?.LaunchTemplate ?? {};
  if (id !== undefined) return { id, version };
  return name === undefined ? launchTemplate : { name, version };
}
