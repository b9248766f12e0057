import { memo, useEffect, useState } from "react";
import { dataUrl } from "../api/bytes";
import { visible } from "../ui/text";

/** An image that is asked for with our proof, which no `src` could carry. What cannot be had is its name. */
export const Picture = memo(function Picture({ path, type, name }: { path: string; type: string; name: string }) {
  const [url, setUrl] = useState<string>();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    let wanted = true;
    setLost(false);
    dataUrl(path, type)
      .then((now) => wanted && setUrl(now))
      .catch(() => wanted && setLost(true));
    return () => {
      wanted = false;
    };
  }, [path, type]);
  return (
    <figure className="picture">
      {url === undefined || lost ? (
        <span className="small">{lost ? "This image is not there any more." : "One moment ..."}</span>
      ) : (
        <img src={url} alt={`Image: ${visible(name)}`} decoding="async" onError={() => setLost(true)} />
      )}
      <figcaption className="small">{visible(name)}</figcaption>
    </figure>
  );
});
