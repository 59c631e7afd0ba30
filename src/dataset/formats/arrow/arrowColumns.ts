import type { DataType, Field, Schema } from '@uwdata/flechette';
import type { TableColumn } from '../../columns/columnTable.js';
import { byteElement, doubleElement, floatElement } from '../../columns/numberCells.js';
import type { ElementType } from '../../elements.js';
import { huggingFaceClasses, huggingFaceKey } from '../huggingFace.js';

/** Numbers of Arrow's types (Type in format/Schema.fbs). */
const types = {
  dictionary: -1,
  integer: 2,
  float: 3,
  binary: [4, 15, 19, 23],
  text: [5, 20, 24],
  truth: 6,
  lists: [12, 16, 21, 25, 26],
  struct: 13,
} as const;

/** The columns that a schema describes, with the class names of Hugging Face's metadata. */
export function arrowColumns({ fields, metadata }: Schema): TableColumn[] {
  const classes = huggingFaceClasses(metadata?.get(huggingFaceKey));
  return fields.map(({ name, type }) => ({ name, classNames: classes.get(name) ?? null, ...kindOf(type) }));
}

function kindOf(type: DataType): Pick<TableColumn, 'kind' | 'element'> {
  const { typeId } = type as { typeId: number };
  if (typeId === types.dictionary) return kindOf((type as { dictionary: DataType }).dictionary);
  if (has(types.binary, typeId)) return { kind: 'bytes', element: null };
  if (has(types.text, typeId)) return { kind: 'text', element: null };
  if (typeId === types.struct) {
    const holdsBytes = childrenOf(type).some(
      (child) => child.name === 'bytes' && kindOf(child.type).kind === 'bytes',
    );
    return { kind: holdsBytes ? 'bytes' : 'other', element: null };
  }
  if (has(types.lists, typeId)) {
    const inner = kindOf(childrenOf(type)[0].type);
    const isNumbers = inner.kind === 'number' || inner.kind === 'numbers';
    return isNumbers ? { kind: 'numbers', element: inner.element } : { kind: 'other', element: null };
  }
  const element = numberElement(type, typeId);
  return { kind: element === null ? 'other' : 'number', element };
}

function numberElement(type: DataType, typeId: number): ElementType | null {
  if (typeId === types.truth) return byteElement;
  if (typeId === types.float)
    return (type as { precision: number }).precision === 2 ? doubleElement : floatElement;
  if (typeId !== types.integer) return null;
  const { bitWidth, signed } = type as { bitWidth: number; signed: boolean };
  return bitWidth === 8 && !signed ? byteElement : doubleElement;
}

function childrenOf(type: DataType): readonly Field[] {
  return (type as { children?: readonly Field[] }).children ?? [];
}

function has(ids: readonly number[], id: number): boolean {
  return ids.includes(id);
}
