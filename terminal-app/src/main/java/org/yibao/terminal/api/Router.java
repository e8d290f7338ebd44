package org.yibao.terminal.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.service.Fault;

/** Finds who carries a call out; whatever goes wrong becomes an error object. Called on the calls' threads. */
final class Router {
    private static final Logger LOG = System.getLogger(Router.class.getName());
    private static final String ANY = "*";

    private final List<Route> routes;

    /** @param pattern one element a path segment, {@code *} for any */
    private record Route(String method, List<String> pattern, Function<Call, Answer> action) {
        boolean fits(List<String> path) {
            if (path.size() != pattern.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!pattern.get(i).equals(ANY) && !pattern.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    Router(LocalApiPorts ports) {
        CredentialCalls credentials = new CredentialCalls(ports);
        QuoteCalls quotes = new QuoteCalls(ports);
        SettlementCalls settlements = new SettlementCalls(ports);
        StandingCalls standing = new StandingCalls(ports);
        DayCalls days = new DayCalls(ports);
        this.routes = List.of(
                new Route("POST", List.of("credentials"), credentials::read),
                new Route("POST", List.of("calculations"), quotes::calculate),
                new Route("POST", List.of("quotes"), quotes::quote),
                new Route("POST", List.of("settlements"), settlements::settle),
                new Route("GET", List.of("settlements"), settlements::latest),
                new Route("GET", List.of("settlements", ANY), settlements::find),
                new Route("POST", List.of("settlements", ANY, "confirmation"), settlements::confirm),
                new Route("POST", List.of("settlements", ANY, "void"), settlements::takeBack),
                new Route("POST", List.of("settlements", ANY, "closure"), settlements::close),
                new Route("GET", List.of("settlements", ANY, "correction"), settlements::correction),
                new Route("GET", List.of("follow-ups"), settlements::followUps),
                new Route("GET", List.of("queue"), standing::queue),
                new Route("POST", List.of("queue", ANY, "release"), standing::release),
                new Route("GET", List.of("queue", ANY), standing::message),
                new Route("POST", List.of("queue", ANY, "set-aside"), standing::setAside),
                new Route("POST", List.of("queue", ANY, "inquiry"), settlements::inquire),
                new Route("POST", List.of("queue", ANY, "decision"), settlements::decide),
                new Route("GET", List.of("reports", "day"), standing::dayReport),
                new Route("GET", List.of("reports", "shift"), standing::shiftReport),
                new Route("POST", List.of("shifts"), days::endShift),
                new Route("GET", List.of("reconciliation", ANY), days::standing),
                new Route("POST", List.of("reconciliation", ANY), days::reconcile),
                new Route("POST", List.of("reconciliation", ANY, "repairs"), days::repair),
                new Route("GET", List.of("totals"), standing::totals),
                new Route("GET", List.of("health"), call -> standing.health()),
                new Route("POST", List.of("journal", "verification"), call -> standing.verifyJournal()));
    }

    Answer answer(Call call) {
        try {
            return route(call).action().apply(call);
        } catch (ApiRefusal refusal) {
            return refusal.answer();
        } catch (StoreException refused) {
            LOG.log(Level.ERROR, "the store refused a call", refused);
            return ApiRefusal.of(FaultCode.STORE_FAILED).answer();
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "a call failed", fault);
            return ApiRefusal.of(FaultCode.INTERNAL_FAULT).answer();
        }
    }

    private Route route(Call call) {
        List<Route> fitting =
                routes.stream().filter(route -> route.fits(call.path())).toList();
        if (fitting.isEmpty()) {
            throw ApiRefusal.of(FaultCode.NOT_FOUND);
        }
        return fitting.stream()
                .filter(route -> route.method().equals(call.method()))
                .findFirst()
                .orElseThrow(() -> ApiRefusal.of(new Fault(FaultCode.METHOD_NOT_ALLOWED, allowed(fitting))));
    }

    private static String allowed(List<Route> fitting) {
        return String.join(", ", fitting.stream().map(Route::method).toList());
    }
}
