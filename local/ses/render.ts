type Data = Record<string, unknown>;

/** Data lack what a template asks for. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

interface Block {
  readonly kind: 'block';
  readonly name: string;
  readonly path: string;
  readonly body: Node[];
  readonly otherwise: Node[];
}

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly path: string }
  | Block;

const token = /\{\{\{?\s*(#\w+\s+|\/|else|)\s*([\w.@-]*)\s*\}?\}\}/g;

/**
 * Fills a template: `{{name}}`, `{{person.name}}`, `{{#if x}}…{{else}}…{{/if}}`, `{{#unless x}}` and
 * `{{#each list}}{{this}}{{/each}}`. As with SES, nothing is escaped and a value that is absent fails the mail.
 * Source: SES Developer Guide, "Advanced email personalization"; helpers beyond these and partials are not rendered.
 *
 * @throws RenderError
 * @example
 * render('Dear {{name}}', { name: 'Ada' }); // 'Dear Ada'
 */
export const render = (template: string, data: Data): string => write(parse(template), data, data);

function parse(template: string): Node[] {
  const stack: { nodes: Node[]; block?: Block }[] = [{ nodes: [] }];
  let last = 0;
  for (const match of template.matchAll(token)) {
    const [whole, sign = '', path = ''] = match;
    const top = stack.at(-1)!;
    if (match.index > last) top.nodes.push({ kind: 'text', text: template.slice(last, match.index) });
    last = match.index + whole.length;
    if (sign.startsWith('#')) {
      const block: Block = { kind: 'block', name: sign.slice(1).trim(), path, body: [], otherwise: [] };
      if (!['if', 'unless', 'each'].includes(block.name))
        throw new RenderError(`The helper ${block.name} is not rendered here.`);
      top.nodes.push(block);
      stack.push({ nodes: block.body, block });
    } else if (sign === 'else') {
      if (!top.block) throw new RenderError('{{else}} stands alone.');
      top.nodes = top.block.otherwise;
    } else if (sign === '/') {
      if (top.block?.name !== path) throw new RenderError(`{{/${path}}} closes nothing.`);
      stack.pop();
    } else top.nodes.push({ kind: 'value', path });
  }
  if (stack.length > 1) throw new RenderError(`{{#${stack.at(-1)!.block!.name}}} is not closed.`);
  if (last < template.length) stack[0]!.nodes.push({ kind: 'text', text: template.slice(last) });
  return stack[0]!.nodes;
}

const write = (nodes: readonly Node[], scope: unknown, root: Data): string =>
  nodes.map((node) => writeNode(node, scope, root)).join('');

function writeNode(node: Node, scope: unknown, root: Data): string {
  if (node.kind === 'text') return node.text;
  const value = lookUp(node.path, scope) ?? lookUp(node.path, root);
  if (node.kind === 'value') {
    if (value === undefined || value === null)
      throw new RenderError(`Attribute '${node.path}' is not present in the rendering data.`);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  if (node.name === 'each') {
    const elements = Array.isArray(value) ? value : [];
    if (elements.length === 0) return write(node.otherwise, scope, root);
    return elements.map((element) => write(node.body, element, root)).join('');
  }
  const holds = Array.isArray(value) ? value.length > 0 : Boolean(value);
  return write(holds === (node.name === 'if') ? node.body : node.otherwise, scope, root);
}

function lookUp(path: string, scope: unknown): unknown {
  if (path === 'this') return scope;
  let value = scope;
  for (const step of path.replace(/^this\./, '').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Data)[step];
  }
  return value;
}
