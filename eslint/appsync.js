/** What APPSYNC_JS refuses beyond what AWS's own plugin reports. */
const runtime = 'APPSYNC_JS does not support';

const constructors = 'RegExp|Map|Set|WeakMap|WeakSet|Date|Promise|Proxy|Symbol|Error';
const missing = `${constructors}|Reflect|Intl|globalThis|process|Buffer|fetch|setTimeout|setInterval|require|eval|Function`;

export const appsyncRules = {
  'no-restricted-syntax': [
    'error',
    { selector: 'ThrowStatement', message: `${runtime} throw: end a field with util.error().` },
    { selector: 'NewExpression', message: `${runtime} new.` },
    { selector: 'Property[kind=/^[gs]et$/]', message: `${runtime} getters and setters.` },
    { selector: 'SequenceExpression', message: `${runtime} comma expressions.` },
    { selector: 'ImportExpression', message: `${runtime} import().` },
    {
      selector: 'ImportNamespaceSpecifier',
      message: 'Import by name: a namespace object becomes defineProperty calls.',
    },
    { selector: `CallExpression[callee.name=/^(${missing})$/]`, message: `${runtime} this function.` },
    { selector: `MemberExpression[object.name=/^(${missing})$/]`, message: `${runtime} this object.` },
    { selector: 'TaggedTemplateExpression[tag.name!="sql"]', message: `${runtime} tagged templates.` },
  ],
};
