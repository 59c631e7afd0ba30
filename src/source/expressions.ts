import { combined } from './binaryOperators.js';
import { arithmetic, itemAt, written } from './builtins.js';
import { chosen } from './choices.js';
import { argumentsGiven, dictWritten, listWritten } from './collections.js';
import type { Program } from './evaluator.js';
import { tensorsIn } from './forwardPass.js';
import { comprehended } from './loops.js';
import type { Expression } from './syntax.js';
import { numberValue, truth, truthValue, unknown, type Scope, type Value } from './values.js';

/** What an expression comes to, as far as the text tells. */
export function valueOf(program: Program, expression: Expression, scope: Scope): Value {
  const evaluate = (inner: Expression): Value => program.evaluate(inner, scope);
  switch (expression.kind) {
    case 'name':
      return program.lookUp(expression.name, scope);
    case 'number':
      return numberValue(expression.value);
    case 'string':
      return { kind: 'string', value: expression.value, range: expression.range };
    case 'template': {
      const parts = expression.parts.map((part) =>
        typeof part === 'string' ? part : (written(evaluate(part)) ?? '*'),
      );
      return { kind: 'string', value: parts.join(''), range: expression.range };
    }
    case 'constant':
      return { kind: 'constant', value: expression.value };
    case 'list':
      return listWritten(program, expression.items, scope);
    case 'dict':
      return dictWritten(program, expression, scope);
    case 'spread':
      return evaluate(expression.value);
    case 'member': {
      const value = program.member(evaluate(expression.object), expression.name, expression.range);
      const isMissing = value.kind === 'unknown' || value.kind === 'method';
      if (!expression.orElse || !isMissing) return value;
      return program.calls.assumed(evaluate(expression.orElse), value.kind === 'unknown');
    }
    case 'index':
      return itemAt(evaluate(expression.object), evaluate(expression.index));
    case 'unary':
      return unary(expression.operator, evaluate(expression.value));
    case 'binary': {
      const left = evaluate(expression.left);
      return combined(program, expression.operator, left, evaluate(expression.right));
    }
    case 'choice':
      return chosen(program, expression, scope);
    case 'each':
      return comprehended(program, expression, scope);
    case 'function':
      return { kind: 'function', definition: expression.definition, scope, self: scope.self };
    case 'call':
      return called(program, expression, scope);
    case 'other': {
      const tensors = expression.parts.flatMap((part) => tensorsIn(evaluate(part)));
      return tensors.length > 0 ? program.pass.apply('ends', tensors, null) : unknown;
    }
  }
}

function unary(operator: string, value: Value): Value {
  if (operator === 'not' || operator === '!') {
    const isTrue = truth(value);
    return isTrue === null ? unknown : truthValue(!isTrue);
  }
  return operator === '-' ? arithmetic('-', numberValue(0), value) : value;
}

function called(
  program: Program,
  { callee, args, range }: Extract<Expression, { kind: 'call' }>,
  scope: Scope,
): Value {
  const site = { scope, range };
  if (callee.kind === 'member' && isSuper(callee.object))
    return program.calls.callSuper(callee.name, argumentsGiven(program, args, scope), site);
  const target = program.evaluate(callee, scope);
  return program.calls.call(target, argumentsGiven(program, args, scope), site);
}

function isSuper(expression: Expression): boolean {
  if (expression.kind === 'name') return expression.name === 'super';
  return (
    expression.kind === 'call' && expression.callee.kind === 'name' && expression.callee.name === 'super'
  );
}
