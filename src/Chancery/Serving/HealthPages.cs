namespace Chancery.Host.Serving;

/// <summary>Probes for a balancer or a supervisor.</summary>
internal static class HealthPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live\n"));
        routes.MapGet("/health/ready", (Readiness readiness) =>
            readiness.IsReady ? Results.Text("ready\n") : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable));
    }
}
