/**
 * How pictures of another size or shape are brought to the model's input: `cover` scales them until they fill it and cuts off
 * evenly what stands over, `contain` scales them until they fit in and fills up with black, `stretch` changes their shape.
 */
export const resizes = ['cover', 'contain', 'stretch'] as const;

export type Resize = (typeof resizes)[number];
