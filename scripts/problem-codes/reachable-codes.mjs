import ts from 'typescript';

const HTTP_METHODS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);

/**
 * Finds the problem codes that each operation of the API can return, by following every call from its controller's
 * method. A code is included if its literal is in reachable code, so the result can contain too many codes but never
 * too few.
 *
 * @param {ts.Program} program of the API and its libs
 * @param {ReadonlySet<string>} codes all known ones
 * @returns {Map<string, string[]>} sorted codes by `<controller class>.<method>`
 */
export function reachableCodes(program, codes) {
  const checker = program.getTypeChecker();
  const own = program.getSourceFiles().filter(({ fileName }) => !fileName.includes('node_modules'));
  const implementations = implementationsOf(checker, own);
  /** Facts by declaration: the codes in the declaration, and the declarations that it refers to. */
  const facts = new Map();
  const factsOf = (declaration) => {
    const known = facts.get(declaration);
    if (known) return known;
    const found = readDeclaration(declaration, { checker, codes, implementations });
    facts.set(declaration, found);
    return found;
  };

  const operations = new Map();
  for (const file of own) {
    ts.forEachChild(file, (node) => {
      if (!ts.isClassDeclaration(node) || !hasDecorator(node, (name) => name === 'Controller')) return;
      for (const member of node.members)
        if (ts.isMethodDeclaration(member) && hasDecorator(member, (name) => HTTP_METHODS.has(name)))
          operations.set(`${node.name.text}.${member.name.text}`, [...follow(member, factsOf)].sort());
    });
  }
  return operations;
}

function follow(start, factsOf) {
  const [seen, open, found] = [new Set([start]), [start], new Set()];
  while (open.length > 0) {
    const { codes, leadsTo } = factsOf(open.pop());
    for (const code of codes) found.add(code);
    for (const next of leadsTo) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return found;
}

function readDeclaration(declaration, { checker, codes, implementations }) {
  const [found, leadsTo] = [new Set(), new Set()];
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) && codes.has(node.text) && !isCompared(node)) found.add(node.text);
    if (ts.isIdentifier(node) && !isName(node))
      for (const target of targetsOf(node, checker, implementations)) leadsTo.add(target);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(declaration, visit);
  return { codes: found, leadsTo };
}

/** Returns true when a code is only compared. The code that throws it is in another place and is counted there. */
function isCompared({ parent }) {
  return (
    ts.isCaseClause(parent) ||
    (ts.isBinaryExpression(parent) && /^[=!]=/.test(parent.operatorToken.getText()))
  );
}

/** Returns true when an identifier is the name in a declaration, not a reference to the declared object. */
function isName(node) {
  return node.parent.name === node && !ts.isPropertyAccessExpression(node.parent);
}

/** Finds the code that a name refers to: a function, a method with all implementations, or a value's initializer. */
function targetsOf(identifier, checker, implementations) {
  let symbol = checker.getSymbolAtLocation(identifier);
  if (symbol === undefined) return [];
  if (ts.isShorthandPropertyAssignment(identifier.parent))
    symbol = checker.getShorthandAssignmentValueSymbol(identifier.parent) ?? symbol;
  if (symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  return (symbol.declarations ?? []).flatMap((declaration) => {
    if (declaration.getSourceFile().fileName.includes('node_modules')) return [];
    if (ts.isClassDeclaration(declaration)) return membersRunBy(identifier, declaration);
    if (ts.isVariableDeclaration(declaration)) return isModuleValue(declaration) ? [declaration] : [];
    const isCode =
      ts.isFunctionDeclaration(declaration) ||
      ts.isMethodDeclaration(declaration) ||
      ts.isGetAccessorDeclaration(declaration) ||
      ts.isPropertyDeclaration(declaration);
    return [...(isCode ? [declaration] : []), ...(implementations.get(symbol) ?? [])];
  });
}

/** A class in a decorator, such as a pipe or an interceptor, runs with the operation. */
function membersRunBy(identifier, declaration) {
  const isCreated = ts.isNewExpression(identifier.parent) && identifier.parent.expression === identifier;
  const isExtended = ts.isHeritageClause(identifier.parent.parent ?? identifier.parent);
  if (isCreated || isExtended) return declaration.members.filter(ts.isConstructorDeclaration);
  if (!isInDecoration(identifier)) return [];
  return declaration.members.filter(ts.isMethodDeclaration);
}

function isInDecoration(node) {
  for (let at = node; at !== undefined; at = at.parent) {
    if (ts.isDecorator(at)) return true;
    // Functions can also compose decorators: `applyDecorators(UseInterceptors(...))`.
    if (ts.isCallExpression(at) && /^(UseGuards|UseInterceptors|UsePipes)$/.test(at.expression.getText()))
      return true;
  }
  return false;
}

/** Returns true for a variable of a module, except the table of all codes, which must not be followed. */
function isModuleValue(declaration) {
  const statement = declaration.parent.parent;
  return (
    ts.isVariableStatement(statement) &&
    ts.isSourceFile(statement.parent) &&
    declaration.name.getText() !== 'HTTP_STATUS'
  );
}

/** Returns, by member of an interface or class, the members of classes that implement or override it. */
function implementationsOf(checker, files) {
  const found = new Map();
  const note = (symbol, declarations) => found.set(symbol, [...(found.get(symbol) ?? []), ...declarations]);
  const visit = (node) => {
    if (ts.isClassDeclaration(node))
      for (const { types } of node.heritageClauses ?? [])
        for (const type of types) {
          const above = checker.getTypeAtLocation(type);
          for (const member of node.members) {
            const name = member.name && ts.isIdentifier(member.name) ? member.name.text : undefined;
            const symbol = name && above.getProperty(name);
            if (symbol) note(symbol, [member]);
          }
        }
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return found;
}

function hasDecorator(node, isWanted) {
  return (ts.getDecorators(node) ?? []).some(({ expression }) => {
    const callee = ts.isCallExpression(expression) ? expression.expression : expression;
    return isWanted(callee.getText());
  });
}
