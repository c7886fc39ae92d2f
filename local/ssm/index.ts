import { requireAccess } from '../core/access.ts';
import type { AwsApi } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import { requireSame } from '../core/changes.ts';
import type { Environment } from '../core/environment.ts';
import { jsonApi, type JsonCall } from '../core/json-call.ts';
import type { Iam } from '../core/ports.ts';
import type { ResourceProvider, ResourceRequest } from '../core/resource.ts';
import { parameterOperations } from './operations.ts';
import { openStore, type Parameter, type ParameterStore } from './store.ts';

/** The Parameter Store of Systems Manager. */
export interface SsmService {
  readonly call: JsonCall;
  readonly resources: ResourceProvider[];
  readonly api: AwsApi;
  /** The value of a parameter, which templates read. */
  value(name: string): string | undefined;
  close(): Promise<void>;
}

/**
 * Parameters of templates, of callers, and those given at the start; with a data directory they outlive the process,
 * and a value that was put on the laptop stays when the template is stood up again.
 *
 * @param options.given - values by name
 */
export function createSsm(options: {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly given?: Readonly<Record<string, string>>;
}): SsmService {
  const { environment, iam, given } = options;
  const store = openStore(environment, given);
  const operations = parameterOperations(store);
  const call: JsonCall = async (name, input, principal) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new AwsError(
        'UnknownOperationException',
        `The local cloud does not serve the operation ${name} of Systems Manager.`,
      );
    }
    if (principal) {
      for (const arn of operation.resources(input)) requireAccess(iam, principal, `ssm:${name}`, arn);
    }
    const answer = operation.run(input);
    await store.flush();
    return answer;
  };
  return {
    call,
    value: (name) => store.find(name)?.value,
    resources: [parameterProvider(store)],
    api: jsonApi('ssm', 'AmazonSSM', call),
    close: store.flush,
  };
}

function parameterProvider(store: ParameterStore): ResourceProvider {
  const put = ({ properties, generatedName, logicalId }: ResourceRequest): Parameter => {
    const { Name: name = generatedName, Type: type = 'String', Value, Description, DataType } = properties;
    if (!['String', 'StringList'].includes(type))
      throw new Error(`${logicalId}: a template defines no parameters of type ${type}.`);
    const there = store.find(name);
    const template = String(Value);
    // What was put since a start before stays, until the template says something else.
    if (there?.template === template) return there;
    return store.put({
      name,
      type,
      value: template,
      template,
      ...(Description !== undefined && { description: Description }),
      ...(DataType !== undefined && { dataType: DataType }),
    });
  };
  return {
    type: 'AWS::SSM::Parameter',
    honoured: ['DataType', 'Description', 'Name', 'Type', 'Value'],
    inert: {
      AllowedPattern: 'values are not checked on a laptop',
      Policies: 'parameters do not expire on a laptop',
      Tags: 'nothing reads them on a laptop',
      Tier: 'a laptop has one tier',
    },
    async create(request) {
      const { name, type, value } = put(request);
      return { ref: name, attributes: { Type: type, Value: value } };
    },
    async update(request) {
      requireSame(request, 'Name');
      const { ref } = request.created;
      const former = store.find(ref);
      const { type, value } = put(request);
      return {
        created: { ref, attributes: { Type: type, Value: value } },
        undo: () => store.set(ref, former),
      };
    },
    async remove(_request, { ref }) {
      const former = store.find(ref);
      store.set(ref, undefined);
      return () => store.set(ref, former);
    },
  };
}
