import type { Caller } from '../wire/service.js';
import type { AccessDenial } from './access-denial.js';
import { type AccessRequest, type AccessResource, tagContext } from './access-request.js';
import { applies, matches, type SimulatedPolicyDocument } from './policy-document.js';
import { RoleStore, type SimulatedRole } from './role-store.js';

/** What is refused, however much anything else allows it. */
export interface SimulatedDenial {
  /** Such as `ec2:StopInstances` or `cloudwatch:*`; `*` stands for anything. */
  readonly action: string;
  /** The id of a resource, or its ARN with `*` for anything. Default: every resource. */
  readonly resource?: string | undefined;
  /** Only resources that have all these tags. Default: whatever their tags are. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Only callers with this ARN, in which `*` stands for anything. Default: everybody. */
  readonly principal?: string | undefined;
}

interface AttachedPolicy {
  readonly principal: string;
  readonly document: SimulatedPolicyDocument;
}

/** Who may do what in the simulated AWS. At first, everybody may do everything. */
export class SimulatedIam {
  readonly #roles = new RoleStore();
  readonly #usedActions = new Set<string>();
  #denials: SimulatedDenial[] = [];
  #policies: AttachedPolicy[] = [];

  /** Refuses an action from now on, as an explicit deny does. */
  deny(denial: SimulatedDenial): void {
    this.#denials.push(denial);
  }

  /**
   * Lets callers do from now on only what their policies allow: those with the ARN `principal`, in which `*`
   * stands for anything, or everybody. For a role, the ARN is that of its sessions,
   * `arn:aws:sts::…:assumed-role/…`.
   */
  attachPolicy(
    document: SimulatedPolicyDocument,
    options: { readonly principal?: string | undefined } = {},
  ): void {
    this.#policies.push({ document, principal: options.principal ?? '*' });
  }

  /** Drops every denial and every policy: everybody may do everything again. */
  clear(): void {
    this.#denials = [];
    this.#policies = [];
  }

  /**
   * Every action that the requests so far needed to be allowed, allowed or not, in the order of their first use: what
   * the policy of a program has to name.
   */
  get usedActions(): readonly string[] {
    return [...this.#usedActions];
  }

  /** Begins {@link SimulatedIam.usedActions} anew. */
  clearUsedActions(): void {
    this.#usedActions.clear();
  }

  /** Makes a role, with what it asks of whoever takes it on. A role that nobody has made asks for nothing. */
  putRole(role: SimulatedRole): void {
    this.#roles.put(role);
  }

  /** @internal The roles that were made. */
  get roles(): RoleStore {
    return this.#roles;
  }

  /** @internal Why one of several actions is refused; `undefined` if all are allowed. */
  findDenial(requests: readonly AccessRequest[], caller: Caller): AccessDenial | undefined {
    for (const { action, resources } of requests) if (resources.length > 0) this.#usedActions.add(action);
    for (const request of requests) {
      for (const resource of request.resources) {
        const denial = this.#judge(request, resource, caller);
        if (denial !== undefined) return denial;
      }
    }
    return undefined;
  }

  #judge(request: AccessRequest, resource: AccessResource, caller: Caller): AccessDenial | undefined {
    const { action } = request;
    const context = {
      'aws:RequestedRegion': caller.region,
      ...request.context,
      ...resource.context,
      ...tagContext('aws:ResourceTag', resource.tags ?? {}),
    };
    const denial = { action, arn: resource.arn, context, caller };
    if (this.#denials.some((each) => isDenied(each, action, resource, caller))) {
      return { ...denial, isExplicit: true, statement: undefined };
    }
    const attached = this.#policies.filter(({ principal }) => matches(principal, caller.arn));
    if (attached.length === 0) return undefined;
    const applying = attached
      .flatMap(({ document }) => document.Statement)
      .filter((statement) => applies(statement, action, resource.arn, context));
    const refusing = applying.find(({ Effect }) => Effect === 'Deny');
    if (refusing !== undefined) return { ...denial, isExplicit: true, statement: refusing.Sid };
    return applying.length > 0 ? undefined : { ...denial, isExplicit: false, statement: undefined };
  }
}

function isDenied(
  denial: SimulatedDenial,
  action: string,
  { arn, tags = {} }: AccessResource,
  caller: Caller,
): boolean {
  return (
    matches(denial.action.toLowerCase(), action.toLowerCase()) &&
    (denial.resource === undefined || matches(denial.resource, arn) || arn.endsWith(`/${denial.resource}`)) &&
    Object.entries(denial.tags ?? {}).every(([key, value]) => tags[key] === value) &&
    (denial.principal === undefined || matches(denial.principal, caller.arn))
  );
}
