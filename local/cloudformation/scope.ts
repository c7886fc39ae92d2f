import type { Place } from './place.ts';

/** What the intrinsic functions of one stack can reach. Every lookup throws TemplateError when nothing is there. */
export interface Scope {
  readonly region: string;
  /** A parameter, a pseudo parameter or a resource. */
  ref(name: string, place: Place): unknown;
  getAtt(logicalId: string, attribute: string, place: Place): unknown;
  condition(name: string, place: Place): boolean;
  /** A map's value; undefined when either key is absent. */
  mapping(map: string, topLevelKey: string, secondLevelKey: string, place: Place): unknown;
  importValue(exportName: string, place: Place): unknown;
  stackOutput(stackName: string, outputName: string, place: Place): unknown;
}

/** What `Ref: AWS::NoValue` yields: the property or list element that holds it disappears. */
export const noValue = Symbol('AWS::NoValue');
