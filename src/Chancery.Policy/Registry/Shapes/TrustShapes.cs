using Chancery.Policy.Registry.FactTables;

namespace Chancery.Policy.Registry.Shapes;

/// <summary>How far a channel must be trusted, as headers, tags and label sources write it (language, 1.7).</summary>
internal static class TrustShapes
{
    public static readonly Shape Channel = new Shape.Either([Forms.Choice(Values.Channels), Forms.Pattern(@"^connector\([^()\s]+\)$")]);
}
