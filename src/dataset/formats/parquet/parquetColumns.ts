import type { FileMetaData, SchemaTree } from 'hyparquet';
import type { TableColumn } from '../../columns/columnTable.js';
import { byteElement, doubleElement, floatElement } from '../../columns/numberCells.js';
import type { ElementType } from '../../elements.js';
import { huggingFaceClasses, huggingFaceKey } from '../huggingFace.js';

/** The columns that a schema describes, with the class names of Hugging Face's metadata. */
export function parquetColumns(
  schema: SchemaTree,
  { key_value_metadata: metadata }: FileMetaData,
): TableColumn[] {
  const classes = huggingFaceClasses(metadata?.find(({ key }) => key === huggingFaceKey)?.value);
  return schema.children.map((column) => {
    const { name } = column.element;
    return { name, classNames: classes.get(name) ?? null, ...kindOf(column) };
  });
}

function kindOf(column: SchemaTree): Pick<TableColumn, 'kind' | 'element'> {
  const { element, children } = column;
  if (children.length > 0) {
    if (children.some((child) => child.element.name === 'bytes' && isBytes(child)))
      return { kind: 'bytes', element: null };
    const leaf = listLeaf(column);
    return leaf === null ? { kind: 'other', element: null } : { kind: 'numbers', element: leaf };
  }
  if (isBytes(column)) return { kind: 'bytes', element: null };
  if (isText(column)) return { kind: 'text', element: null };
  const number = numberElement(column);
  if (number === null) return { kind: 'other', element: null };
  return { kind: element.repetition_type === 'REPEATED' ? 'numbers' : 'number', element: number };
}

/** The element of lists of numbers, perhaps nested. */
function listLeaf({ element, children }: SchemaTree): ElementType | null {
  if (children.length === 0)
    return element.type === undefined ? null : numberElement({ element, children } as SchemaTree);
  return children.length === 1 ? listLeaf(children[0]) : null;
}

function numberElement({ element }: SchemaTree): ElementType | null {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (logical?.type === 'FLOAT16' || type === 'FLOAT') return floatElement;
  if (type === 'DOUBLE' || type === 'INT64') return isTime(element) ? null : doubleElement;
  if (type === 'BOOLEAN' || converted === 'UINT_8') return byteElement;
  if (logical?.type === 'INTEGER' && logical.bitWidth === 8 && !logical.isSigned) return byteElement;
  return type === 'INT32' && !isTime(element) ? doubleElement : null;
}

function isTime({ converted_type: converted, logical_type: logical }: SchemaTree['element']): boolean {
  return /^(DATE|TIME|INTERVAL)/.test(converted ?? logical?.type ?? '');
}

function isText({
  element: { type, converted_type: converted, logical_type: logical },
}: SchemaTree): boolean {
  const isAnnotated =
    converted === 'UTF8' || converted === 'ENUM' || logical?.type === 'STRING' || logical?.type === 'ENUM';
  return type === 'BYTE_ARRAY' && isAnnotated;
}

function isBytes(column: SchemaTree): boolean {
  const { type, converted_type: converted, logical_type: logical } = column.element;
  return type === 'BYTE_ARRAY' && converted === undefined && logical === undefined;
}
