import ts from 'typescript';

/** A text in the code that a person could read, and that no language can replace. */
export interface FixedText {
  readonly line: number;
  readonly text: string;
}

/** What is written there is read. */
const readProperties =
  /^(textContent|title|label|description|detail|tooltip|text|placeHolder|placeholder|prompt|message|answer|evidence|claim|words|short|caption|header|aria-label|accessibilityInformation)$/;
/** What these are given is read, from the given argument on. */
const readArguments: readonly (readonly [called: RegExp, from: number])[] = [
  [/(^|\.)(element|customElement|tag)$/, 2],
  [/(^|\.)(button|choice|createMenu|createSegments|searchField|missingMeasure|item|link)$/, 0],
  [/(^|\.)(createFigureView|createReadFigure)$/, 1],
  [/(^|\.)show(Information|Warning|Error)Message$/, 0],
  [/(^|\.)setPlaceholder$/, 0],
];
/** Two words or more, or what an ellipsis ends. */
const sentence = /[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}|[a-z]\u2026$/;
/** Words for the machine: style, colours, drawing, policy. */
const forMachines =
  /^\s*(<|@media|\$\(|#[\da-f]{6}$|default-src|font-src|img-src|style-src|script-src|color-mix|linear-gradient)/;

/** Texts of a source file that stand where they are read, or that read as a sentence, outside of `l10n.t`. */
export function fixedTexts(path: string, source: string): FixedText[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: FixedText[] = [];

  const note = (node: ts.Node, text: string, isRead: boolean): void => {
    const words = text.replaceAll('{}', '');
    const isText = isRead ? /[A-Za-z]{2,}/.test(words) : sentence.test(text);
    if (isText && !forMachines.test(text)) {
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    }
  };

  function visit(node: ts.Node, isRead: boolean): void {
    if (isSilent(node)) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      note(node, node.text, isRead);
    } else if (ts.isTemplateExpression(node)) {
      note(
        node,
        [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' '),
        isRead,
      );
      for (const { expression } of node.templateSpans) visit(expression, false);
    } else if (ts.isCallExpression(node)) {
      visitCall(node);
    } else if (ts.isPropertyAssignment(node)) {
      const name = node.name.getText().replaceAll(/['"]/g, '');
      if (!isStyle(name)) visit(node.initializer, readProperties.test(name));
    } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const property = ts.isPropertyAccessExpression(node.left) ? node.left.name.text : '';
      if (!isStyle(property)) visit(node.right, readProperties.test(property));
    } else if (ts.isArrayLiteralExpression(node)) {
      for (const entry of node.elements) visit(entry, isRead);
    } else if (ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText())) {
      return;
    } else if (ts.isConditionalExpression(node)) {
      visit(node.condition, false);
      visit(node.whenTrue, isRead);
      visit(node.whenFalse, isRead);
    } else {
      // What a function does or an object holds is read only where its own place says so.
      const goesOn = ts.isParenthesizedExpression(node) || ts.isBinaryExpression(node);
      ts.forEachChild(node, (child) => visit(child, goesOn && isRead));
    }
  }

  function visitCall(call: ts.CallExpression): void {
    const called = call.expression.getText();
    if (/(^|\.)l10n\.t$/.test(called)) {
      for (const argument of call.arguments.slice(1)) visit(argument, false);
      return;
    }
    if (/^(this\.)?#?log\.|\.(querySelector|closest|setProperty)$/.test(called)) return;
    visit(call.expression, false);
    const [, from] = readArguments.find(([pattern]) => pattern.test(called)) ?? [];
    call.arguments.forEach((argument, i) => visit(argument, from !== undefined && i >= from));
  }

  visit(file, false);
  return found;
}

/** Names of modules, types and cases, and what is thrown to programs. */
function isSilent(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isTypeNode(node) ||
    (ts.isCaseClause(node.parent ?? node) && (node.parent as ts.CaseClause).expression === node) ||
    (ts.isNewExpression(node) && node.expression.getText().endsWith('Error'))
  );
}

function isStyle(property: string): boolean {
  return /^(class|className|id|role|type|kind|font|font-family|interface|code|outputs)$/.test(property);
}
