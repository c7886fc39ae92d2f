import { AwsError } from '../core/aws-error.ts';
import type { Parameter, ParameterStore } from './store.ts';

type Input = Readonly<Record<string, any>>;

/** One operation of the API. */
export interface Operation {
  /** ARNs of parameters, or `*`. */
  readonly resources: (input: Input) => readonly string[];
  readonly run: (input: Input) => object;
}

/** The longest value of a standard parameter, in bytes; of an advanced one twice that. */
const longestValue = 4096;

const notFound = (name: string) =>
  new AwsError(
    'ParameterNotFound',
    name === '' ? 'The parameter was not found.' : `Parameter ${name} not found.`,
  );

/** The operations on parameters: to put, read, list and delete them. */
export function parameterOperations(store: ParameterStore): Record<string, Operation> {
  // `name:3` asks for a version, of which the latest alone is kept.
  const find = (asked: string): Parameter | undefined => {
    const [, name = asked, version] = /^(.+?):(\d+)$/.exec(asked) ?? [];
    const found = store.find(asked) ?? store.find(name);
    return found && (version === undefined || Number(version) === found.version) ? found : undefined;
  };
  const named = ({ Name }: Input) => [store.arnOf(String(Name).replace(/:\d+$/, ''))];
  const shown = (parameter: Parameter, decrypt: unknown) => ({
    Name: parameter.name,
    Type: parameter.type,
    // Nothing is encrypted on a laptop; what is asked for as it is stored looks encrypted all the same.
    Value:
      parameter.type === 'SecureString' && decrypt !== true
        ? Buffer.from(parameter.value).toString('base64')
        : parameter.value,
    Version: parameter.version,
    LastModifiedDate: parameter.changedAt,
    ARN: store.arnOf(parameter.name),
    DataType: parameter.dataType,
  });
  const remove = (name: string): boolean => {
    if (!store.find(name)) return false;
    store.set(name, undefined);
    return true;
  };
  const page = <T>(all: readonly T[], { NextToken, MaxResults = 10 }: Input) => {
    const start = NextToken ? Number(Buffer.from(NextToken, 'base64url').toString()) || 0 : 0;
    const end = start + Number(MaxResults);
    return {
      elements: all.slice(start, end),
      NextToken: all.length > end ? Buffer.from(String(end)).toString('base64url') : undefined,
    };
  };

  return {
    GetParameter: {
      resources: named,
      run({ Name, WithDecryption }) {
        const found = find(String(Name));
        if (!found) throw notFound('');
        return { Parameter: shown(found, WithDecryption) };
      },
    },
    GetParameters: {
      resources: ({ Names = [] }) => Names.map((name: string) => store.arnOf(name.replace(/:\d+$/, ''))),
      run({ Names = [], WithDecryption }) {
        const found = Names.map((name: string) => [name, find(name)] as const);
        return {
          Parameters: found.flatMap(([, one]: any) => (one ? [shown(one, WithDecryption)] : [])),
          InvalidParameters: found.flatMap(([name, one]: any) => (one ? [] : [name])),
        };
      },
    },
    GetParametersByPath: {
      resources: ({ Path }) => [store.arnOf(String(Path))],
      run(input) {
        const { Path, Recursive = false, WithDecryption } = input;
        if (typeof Path !== 'string' || !Path.startsWith('/')) {
          throw new AwsError(
            'ValidationException',
            'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
          );
        }
        const below = Path.endsWith('/') ? Path : `${Path}/`;
        const found = store
          .all()
          .filter(({ name }) => name.startsWith(below))
          .filter(({ name }) => Recursive || !name.slice(below.length).includes('/'));
        const { elements, NextToken } = page(found, input);
        return { Parameters: elements.map((one) => shown(one, WithDecryption)), NextToken };
      },
    },
    DescribeParameters: {
      resources: () => ['*'],
      run(input) {
        const { elements, NextToken } = page(store.all(), { MaxResults: 50, ...input });
        return {
          Parameters: elements.map(({ name, type, version, changedAt, description, dataType }) => ({
            Name: name,
            ARN: store.arnOf(name),
            Type: type,
            Version: version,
            LastModifiedDate: changedAt,
            Description: description,
            DataType: dataType,
            Tier: 'Standard',
          })),
          NextToken,
        };
      },
    },
    PutParameter: {
      resources: named,
      run({ Name: name, Value: value, Type, Overwrite = false, Description, DataType, Tier }) {
        if (typeof name !== 'string' || !/^[\w./-]{1,1011}$/.test(name))
          throw new AwsError(
            'ValidationException',
            'Parameter name: can only contain a-z, A-Z, 0-9, ., -, _ and /.',
          );
        const there = store.find(name);
        if (there && Overwrite !== true) {
          throw new AwsError(
            'ParameterAlreadyExists',
            'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
          );
        }
        const type = Type ?? there?.type;
        if (type === undefined) {
          throw new AwsError(
            'ValidationException',
            'A parameter type is required when you create a parameter.',
          );
        }
        if (typeof value !== 'string' || value === '')
          throw new AwsError('ValidationException', 'Parameter value, length must be at least 1.');
        if (Buffer.byteLength(value) > longestValue * (Tier === 'Advanced' ? 2 : 1)) {
          throw new AwsError(
            'ValidationException',
            `Standard tier parameters support a maximum parameter value of ${longestValue} characters.`,
          );
        }
        const { version } = store.put({
          ...(there?.template !== undefined && { template: there.template }),
          name,
          value,
          type,
          ...(Description !== undefined && { description: Description }),
          ...(DataType !== undefined && { dataType: DataType }),
        });
        return { Version: version, Tier: Tier ?? 'Standard' };
      },
    },
    DeleteParameter: {
      resources: named,
      run({ Name }) {
        if (!remove(String(Name))) throw notFound('');
        return {};
      },
    },
    DeleteParameters: {
      resources: ({ Names = [] }) => Names.map(store.arnOf),
      run({ Names = [] }) {
        const deleted = Names.filter(remove);
        return {
          DeletedParameters: deleted,
          InvalidParameters: Names.filter((name: string) => !deleted.includes(name)),
        };
      },
    },
  };
}
