import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { fault } from '../../realm/halt.ts';
import type { Library } from '../../realm/realm.ts';
import { stringArgument } from '../arguments.ts';

/** Numbers as in the documentation's example (`<id>1</id>` is 1); attributes by their plain name (not established). */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: 'content',
  ignoreDeclaration: true,
  processEntities: false,
});

/** Characters that a document may have; a bound of this runtime, since parsing takes a second for some megabytes. */
const documentLimit = 256 * 1024;

function toMap(utility: string, xml: unknown): unknown {
  const text = stringArgument(utility, xml);
  if (text.length > documentLimit)
    return fault(`${utility}: the document has more than ${documentLimit} characters`);
  const valid = XMLValidator.validate(text);
  if (valid !== true) return fault(`${utility}: ${valid.err.msg}`);
  return parser.parse(text) as unknown;
}

/** `util.xml`. */
export const xmlLibrary: Library = {
  toMap: (xml: unknown) => toMap('util.xml.toMap', xml),
  toJsonString(xml: unknown, stringEncode?: unknown) {
    const json = JSON.stringify(toMap('util.xml.toJsonString', xml));
    return stringEncode === true ? JSON.stringify(json) : json;
  },
};
