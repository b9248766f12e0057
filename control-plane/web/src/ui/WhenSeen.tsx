import { type ReactNode, useEffect, useRef, useState } from "react";

const AHEAD = "600px";

/** What asks for something is drawn when somebody comes near it, and stays then. */
export function WhenSeen({ children }: { children: ReactNode }) {
  const [seen, setSeen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) {
      return;
    }
    const looking = new IntersectionObserver(
      (all) => {
        if (all.some((one) => one.isIntersecting)) {
          setSeen(true);
        }
      },
      { rootMargin: AHEAD },
    );
    looking.observe(place.current);
    return () => looking.disconnect();
  }, []);
  return seen ? children : <div ref={place} className="to-come" />;
}
